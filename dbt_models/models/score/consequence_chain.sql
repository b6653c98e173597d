{{ config(materialized='table') }}

{#
    Every evidence period as the end of a chain, with the steps of the rule in force then and the periods that each
    step looks at: a row per end, step and period, with what is published of it.
#}
with evidence as (

    select * from {{ ref('consequence_evidence') }}

),

asked as (

    select
        evidence.basis,
        evidence.rule_id,
        evidence.subject_id,
        evidence.place,
        step.* exclude (rule_id, valid_from, valid_to),
        max(step.to_period) over one_end as periods,
        lag(step.to_period) over (one_end order by step.step) as period_before
    from evidence
    inner join {{ ref('consequence_step') }} as step
        on evidence.rule_id = step.rule_id and {{ in_force('step', 'evidence.period_end') }}
    window one_end as (partition by evidence.basis, evidence.rule_id, evidence.subject_id, evidence.place)

),

published as (

    select 'stands' as basis, grain, period_start, subject_kind, subject_id, scheme_id, kpi_id, actual, target, numerator, denominator, attainment, band
    from {{ ref('kpi_row') }}
    semi join {{ ref('consequence_step') }} using (kpi_id)

    union all

    select 'would be', grain, period_start, subject_kind, subject_id, scheme_id, kpi_id, actual, target, numerator, denominator, attainment, band
    from {{ ref('kpi_period') }}
    semi join {{ ref('consequence_step') }} using (kpi_id)
    where grain in ('month', 'would_be_month')

)

select
    asked.* exclude (period_before),
    before.period_end as before_end,
    seen.period_start as seen_start,
    seen.period_end as seen_end,
    seen.phase as seen_phase,
    seen.available_units,
    kpi.kpi_id is not null as has_kpi_row,
    case when asked.kpi_id is null then seen.score else kpi.actual end as actual,
    case when asked.kpi_id is null then seen.score_max else kpi.target end as target,
    kpi.numerator,
    kpi.denominator,
    case when asked.kpi_id is null then seen.attainment else kpi.attainment end as attainment,
    case when asked.kpi_id is null then seen.band else kpi.band end as seen_band,
    coalesce(kinds.higher_is_better, true) as higher_is_better,
    {{ units('coalesce(judged.numerator, judged.actual)', 4) }} * 1000000000000::hugeint
        > judged.target_units * {{ units('coalesce(judged.denominator, 1)', 4) }} as is_above_target
from asked
inner join evidence as seen
    on asked.basis = seen.basis and asked.rule_id = seen.rule_id and asked.subject_id = seen.subject_id
    and seen.place between asked.place - asked.periods + asked.from_period and asked.place - asked.periods + asked.to_period
left join evidence as before
    on asked.basis = before.basis and asked.rule_id = before.rule_id and asked.subject_id = before.subject_id
    and before.place = asked.place - asked.periods + asked.period_before
left join published as kpi
    on asked.basis = kpi.basis and asked.kpi_id = kpi.kpi_id and seen.counted_at = kpi.grain and seen.period_start = kpi.period_start
    and seen.subject_kind = kpi.subject_kind and seen.subject_id = kpi.subject_id and seen.scheme_id = kpi.scheme_id
left join {{ ref('kpi_period') }} as judged
    on case when asked.comparison = 'above_target' then asked.kpi_id end = judged.kpi_id and seen.counted_at = judged.grain
    and seen.period_start = judged.period_start and seen.subject_kind = judged.subject_kind
    and seen.subject_id = judged.subject_id and seen.scheme_id = judged.scheme_id
left join {{ source('policy', 'kpis') }} as kinds on asked.kpi_id = kinds.kpi_id
where asked.place >= asked.periods
