{{ config(materialized='table') }}

{# Frozen quantities per KPI, rep and day of closed months: what sums over longer periods are made of. #}
select kpi_id, rep_id, day, sum(quantity) as quantity, sum(base) as base
from {{ source('raw', 'closed_counted_event') }}
group by kpi_id, rep_id, day
