{{ config(materialized='table') }}

{# The KPIs of each scheme, whatever their rows' dates: those it sets targets for and those it weighs. #}
select scheme_id, kpi_id from {{ source('policy', 'targets') }}
union
select scheme_id, kpi_id from {{ source('policy', 'weights') }}
