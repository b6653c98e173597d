{{ config(materialized='table') }}

{# Minimums of this night's periods in units of 10^-12, made like targets, of counts by their own `per`. #}
select
    days.*,
    minimums.minimum_units
from (
    select
        target_day.grain, period_start, subject_kind, subject_id, scheme_id, kpi_id,
        coalesce(bool_and(per_length.length_rank <= grain_length.length_rank) filter (where available_units > 0), false) as is_judged
    from {{ ref('kpi_target_scope') }} as target_day
    inner join {{ ref('kpi_grain') }} as grain_length using (grain)
    inner join {{ ref('kpi_grain') }} as per_length on target_day.minimum_per = per_length.grain
    where target_day.minimum is not null
    group by target_day.grain, period_start, subject_kind, subject_id, scheme_id, kpi_id
) as days
left join (
    {{ goal('minimum', 'minimum_per', 'minimum_base_days', 'minimum') }}
) as minimums using (grain, period_start, subject_kind, subject_id, scheme_id, kpi_id)
