{{ config(materialized='table') }}

{#
    What the rules of the policy say about whom, and on which periods they rest: as closed months stand, and of months as
    they would be if none were closed (`basis`). A person decides; nothing here does.
#}
with rules as (

    select * from {{ source('policy', 'consequences') }}

),

evidence as (

    select * from {{ ref('consequence_evidence') }}

),

streaks as (

    select
        evidence.*,
        count(*) filter (where last_ones.band is not distinct from rules.band) as banded,
        string_agg(cast(last_ones.period_start as varchar), ';' order by last_ones.period_start) as evidence_periods,
        any_value(rules.periods) as periods
    from evidence
    inner join rules on evidence.rule_id = rules.rule_id and rules.kind = 'band_streak'
    inner join evidence as last_ones
        on evidence.basis = last_ones.basis and evidence.rule_id = last_ones.rule_id
        and evidence.subject_id = last_ones.subject_id
        and last_ones.place between evidence.place - rules.periods + 1 and evidence.place
    group by all
    having count(*) filter (where last_ones.band is not distinct from rules.band) = any_value(rules.periods)

),

sales as (

    select distinct rep_id, day from {{ ref('fct_sale') }}

),

above as (

    select evidence.*
    from evidence
    inner join rules on evidence.rule_id = rules.rule_id and rules.kind = 'above_target'
    inner join {{ ref('kpi_period') }} as kpi
        on evidence.counted_at = kpi.grain and evidence.period_start = kpi.period_start
        and evidence.subject_kind = kpi.subject_kind and evidence.subject_id = kpi.subject_id
        and evidence.scheme_id = kpi.scheme_id and rules.kpi_id = kpi.kpi_id
    where {{ units('coalesce(kpi.numerator, kpi.actual)', 4) }} * 1000000000000::hugeint
            > kpi.target_units * {{ units('coalesce(kpi.denominator, 1)', 4) }}
        and (
            rules.requires is null
            or (rules.requires = 'sales_won' and exists (
                select 1 from sales
                where sales.rep_id = evidence.subject_id and sales.day between evidence.period_start and evidence.period_end
            ))
        )

),

found as (

    select basis, rule_id, subject_id, period_start, period_end, subject_kind, scheme_id, evidence_periods from streaks
    union all
    select basis, rule_id, subject_id, period_start, period_end, subject_kind, scheme_id, cast(period_start as varchar) from above

)

select
    found.basis,
    found.rule_id,
    found.subject_id,
    found.period_start,
    found.period_end,
    found.subject_kind,
    found.scheme_id,
    rules.says_zh,
    rules.says_en,
    found.evidence_periods
from found
inner join rules on found.rule_id = rules.rule_id
