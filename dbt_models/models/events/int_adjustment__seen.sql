{{ config(materialized='table') }}

{# The adjustments that this night counted; the next night compares its own with them. #}
-- depends_on: {{ ref('kpi_scope') }}
select * from {{ ref('int_adjustment') }}
