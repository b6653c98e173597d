{{ config(materialized='table') }}

{# The rows that exist: a subject has a period as soon as one covered day of it lies in reach, days off included. #}
select
    grain,
    period_start,
    period_end,
    subject_kind,
    subject_id,
    scheme_id,
    rules,
    sum(available_units) as available_units,
    string_agg(distinct phase, ';' order by phase) filter (where available_units > 0) as phase
from {{ ref('kpi_scope_day') }}
group by all
having max(day) >= (select first_day from {{ ref('site') }})
