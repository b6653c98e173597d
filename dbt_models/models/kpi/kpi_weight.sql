{{ config(materialized='table') }}

{# Weights of this night's periods: the sum over available days of the day's weight, in units of 10^-12 point-days. #}
select
    scope_day.grain,
    scope_day.period_start,
    scope_day.subject_kind,
    scope_day.subject_id,
    scope_day.scheme_id,
    weight.kpi_id,
    sum(scope_day.available_units * {{ units('weight.points', 4) }}) as weight_units
from {{ ref('kpi_scope_day') }} as scope_day
inner join {{ ref('kpi_weight_row') }} as weight
    on scope_day.scheme_id = weight.scheme_id
    and scope_day.phase = weight.phase
    and scope_day.day = weight.day
    and scope_day.grain = weight.grain
where scope_day.available_units > 0
group by all
