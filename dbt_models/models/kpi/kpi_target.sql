{{ config(materialized='table') }}

{# Targets of this night's periods in units of 10^-12, and whether the grain is long enough to judge by them. #}
select
    days.*,
    targets.target_units
from (
    select
        target_day.grain, period_start, subject_kind, subject_id, scheme_id, kpi_id,
        sum(available_units) as available_units,
        coalesce(bool_and(per_length.length_rank <= grain_length.length_rank) filter (where available_units > 0), false) as is_judged
    from {{ ref('kpi_target_scope') }} as target_day
    inner join {{ ref('kpi_grain') }} as grain_length using (grain)
    inner join {{ ref('kpi_grain') }} as per_length on target_day.per = per_length.grain
    group by target_day.grain, period_start, subject_kind, subject_id, scheme_id, kpi_id
) as days
left join (
    {{ goal('standard', 'per', 'base_days', 'target') }}
) as targets using (grain, period_start, subject_kind, subject_id, scheme_id, kpi_id)
