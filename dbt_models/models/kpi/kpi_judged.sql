{{ config(materialized='table') }}

{# Attainment of every KPI in this night's periods: actual / unrounded target, rounded half up to 6 decimals before anything else uses it. #}
with joined as (

    select
        subject.grain,
        subject.period_start,
        subject.period_end,
        subject.subject_kind,
        subject.subject_id,
        subject.scheme_id,
        subject.rules,
        definition.kpi_id,
        definition.higher_is_better,
        coalesce(measured.measured, 0) as measured,
        coalesce(adjustment.adjustment, 0) as adjustment,
        cast(coalesce(measured.measured, 0) + coalesce(adjustment.adjustment, 0) as decimal(18, 4)) as actual,
        target.target_units,
        coalesce(target.available_units, 0) as available_units,
        coalesce(target.is_judged, false) as is_judged,
        minimum.minimum_units,
        coalesce(minimum.is_judged, false) as is_minimum_judged,
        coalesce(weight.weight_units, 0) as weight_units,
        coalesce(scheme.attainment_cap, 1) as attainment_cap,
        scheme.score_max
    from {{ ref('kpi_subject') }} as subject
    inner join {{ ref('kpi_rule') }} as definition using (rules, scheme_id)
    inner join (
        select rules, scheme_id, attainment_cap, score_max from {{ ref('scheme_rule') }}
    ) as scheme using (rules, scheme_id)
    left join {{ ref('kpi_measured') }} as measured using (grain, period_start, subject_kind, subject_id, scheme_id, kpi_id)
    left join {{ ref('kpi_adjustment') }} as adjustment using (grain, period_start, subject_kind, subject_id, scheme_id, kpi_id)
    left join {{ ref('kpi_target') }} as target using (grain, period_start, subject_kind, subject_id, scheme_id, kpi_id)
    left join {{ ref('kpi_minimum') }} as minimum using (grain, period_start, subject_kind, subject_id, scheme_id, kpi_id)
    left join {{ ref('kpi_weight') }} as weight using (grain, period_start, subject_kind, subject_id, scheme_id, kpi_id)

),

attained as (

    select
        *,
        case
            when target_units is null or available_units = 0 then null
            when higher_is_better and target_units > 0 then {{ whole_ratio(units('actual', 4) ~ ' * 100000000000000::hugeint', 'target_units') }}
            when higher_is_better then null
            when {{ units('actual', 4) }} * 100000000 <= target_units then 1000000
            else {{ whole_ratio('target_units', units('actual', 4) ~ ' * 100') }}
        end as attainment_units
    from joined

)

select
    *,
    {{ from_units('attainment_units', 6) }} as attainment,
    is_judged and attainment_units is not null as has_band,
    is_judged and attainment_units is not null and weight_units > 0 as has_points,
    least(attainment_units, {{ units('attainment_cap', 4) }} * 100) as capped_units
from attained
