{{ config(
    materialized='incremental', incremental_strategy='append',
    pre_hook="{{ forget(ref('kpi_scope'), ['grain', 'period_start', 'subject_kind', 'subject_id']) }}"
) }}

{# Every KPI of every period and subject, judged. #}
with rounded as (

    select
        judged.*,
        {{ units_half_up('target_units', 12, 4) }} as target,
        {{ units_half_up('minimum_units', 12, 4) }} as minimum,
        points.weight,
        points.points
    from {{ ref('kpi_judged') }} as judged
    left join {{ ref('score_points') }} as points
        using (grain, period_start, subject_kind, subject_id, scheme_id, kpi_id)

)

select
    grain,
    period_start,
    period_end,
    subject_kind,
    subject_id,
    scheme_id,
    kpi_id,
    actual,
    measured,
    adjustment,
    cast(numerator as decimal(18, 4)) as numerator,
    cast(denominator as decimal(18, 4)) as denominator,
    cast(target as decimal(18, 4)) as target,
    cast(minimum as decimal(18, 4)) as minimum,
    cast(attainment as decimal(18, 6)) as attainment,
    case when has_band then {{ band_of('rounded') }} end as band,
    case
        when not is_minimum_judged or minimum = 0 then null
        when higher_is_better then actual >= minimum
        else actual <= minimum
    end as meets_minimum,
    cast(weight as decimal(9, 4)) as weight,
    cast(points as decimal(9, 4)) as points,
    target_units,
    available_units,
    losses_due
from rounded
