{{ config(
    materialized='incremental', incremental_strategy='append',
    pre_hook="{{ forget(ref('int_pair__changed'), ['rep_id', 'day']) }}"
) }}

{# Quantities per KPI, rep and day: what sums over longer periods are made of, as the exports have it now. #}
-- depends_on: {{ ref('int_pair__changed') }}
select kpi_id, rep_id, day, sum(quantity) as quantity, sum(base) as base
from {{ ref('int_event__live') }}
anti join {{ ref('int_event__held_back') }} using (kpi_id, unit_id, rep_id, day)
{%- if is_incremental() %}
semi join {{ ref('int_pair__changed') }} using (rep_id, day)
{%- endif %}
group by kpi_id, rep_id, day
