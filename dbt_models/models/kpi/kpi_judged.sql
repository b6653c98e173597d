{{ config(materialized='table') }}

{#
    Attainment of every KPI in this night's periods: actual / unrounded target, rounded half up to 6 decimals before
    anything else uses it. A count is a numerator over 1; a ratio or mean is judged by its unrounded quotient. A year whose
    score is made of quarters gives no points; neither does a KPI whose points are lost, once the period is over by as many days as the rule says.
#}
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
        definition.is_level,
        case when definition.is_level then measured.measured else coalesce(measured.measured, 0) end as measured,
        case when definition.is_level then 0 else coalesce(adjustment.adjustment, 0) end as adjustment,
        case when definition.is_level then coalesce(measured.numerator, 0) end as numerator,
        case when definition.is_level then coalesce(measured.denominator, 0) end as denominator,
        target.target_units,
        coalesce(target.available_units, 0) as available_units,
        coalesce(target.is_judged, false) as is_judged,
        minimum.minimum_units,
        coalesce(minimum.is_judged, false) as is_minimum_judged,
        coalesce(weight.weight_units, 0) as weight_units,
        coalesce(scheme.attainment_cap, 1) as attainment_cap,
        scheme.score_max,
        subject.grain = 'year' and scheme.year_from is not null as is_combined,
        {{ losses_due('subject.period_end') }} as losses_due
    from {{ ref('kpi_subject') }} as subject
    inner join {{ ref('kpi_rule') }} as definition using (rules, scheme_id)
    inner join (
        select rules, scheme_id, attainment_cap, score_max, year_from from {{ ref('scheme_rule') }}
    ) as scheme using (rules, scheme_id)
    left join {{ ref('kpi_measured') }} as measured using (grain, period_start, subject_kind, subject_id, scheme_id, kpi_id)
    left join {{ ref('kpi_adjustment') }} as adjustment using (grain, period_start, subject_kind, subject_id, scheme_id, kpi_id)
    left join {{ ref('kpi_target') }} as target using (grain, period_start, subject_kind, subject_id, scheme_id, kpi_id)
    left join {{ ref('kpi_minimum') }} as minimum using (grain, period_start, subject_kind, subject_id, scheme_id, kpi_id)
    left join {{ ref('kpi_weight') }} as weight using (grain, period_start, subject_kind, subject_id, scheme_id, kpi_id)

),

reached as (

    select
        *,
        cast(measured + adjustment as decimal(18, 4)) as actual,
        {{ units('case when is_level then numerator else measured + adjustment end', 4) }} as part_units,
        {{ units('case when is_level then denominator else 1 end', 4) }} as case_units
    from joined

),

attained as (

    select
        *,
        case
            when target_units is null or available_units = 0 or case_units <= 0 then null
            when higher_is_better and target_units > 0
                then {{ whole_ratio('part_units * 1000000000000000000::hugeint', 'case_units * target_units') }}
            when higher_is_better then null
            when part_units * 1000000000000::hugeint <= case_units * target_units then 1000000
            else {{ whole_ratio('case_units * target_units', 'part_units * 1000000') }}
        end as attainment_units
    from reached

),

lost as (

    select distinct judged.grain, judged.period_start, judged.subject_kind, judged.subject_id, judged.scheme_id, rule.kpi_id
    from attained as judged
    inner join {{ ref('kpi_grain') }} as grains on judged.grain = grains.grain
    inner join {{ ref('point_loss_rule') }} as rule
        on judged.rules = rule.rules and judged.scheme_id = rule.scheme_id and judged.kpi_id = rule.by_kpi_id
        and judged.subject_kind = rule.subject_kind and grains.named = rule.grain and {{ in_force('rule', 'judged.period_end') }}
    where
        judged.period_end + rule.after_days <= {{ as_of() }}
        and case rule.comparison
            when 'at_least' then judged.is_judged and judged.attainment_units >= {{ units('rule.threshold', 6) }}
            when 'below' then judged.is_judged and judged.attainment_units < {{ units('rule.threshold', 6) }}
            when 'count_at_least' then judged.actual >= rule.threshold
            when 'count_below' then judged.actual < rule.threshold
        end

)

select
    attained.*,
    {{ from_units('attainment_units', 6) }} as attainment,
    is_judged and attainment_units is not null as has_band,
    is_judged and attainment_units is not null and weight_units > 0 and not is_combined as has_points,
    lost.kpi_id is not null as is_lost,
    case
        when lost.kpi_id is not null then 0
        else greatest(0, least(attainment_units, {{ units('attainment_cap', 4) }} * 100))
    end as capped_units
from attained
left join lost using (grain, period_start, subject_kind, subject_id, scheme_id, kpi_id)
