{{ config(materialized='table') }}

{# The KPIs of each scheme, whatever their rows' dates: those it sets targets for and those it weighs. #}
select used.scheme_id, used.kpi_id, kpis.kind, kpis.higher_is_better, kpis.entity
from (
    select scheme_id, kpi_id from {{ source('policy', 'targets') }}
    union
    select scheme_id, kpi_id from {{ source('policy', 'weights') }}
) as used
inner join {{ source('policy', 'kpis') }} as kpis on used.kpi_id = kpis.kpi_id
