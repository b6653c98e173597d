{{ config(materialized='table') }}

{# The rep days that this night counted with; the next night compares its own with them. #}
-- depends_on: {{ ref('kpi_scope') }}
select * from {{ ref('int_rep_day') }}
