{{ config(materialized='table') }}

{#
    What the rules of the policy say about whom, and on which periods they rest: as closed months stand, and of months as
    they would be if none were closed (`basis`). A person decides; nothing here does.
#}
with evidence as (

    select * from {{ ref('consequence_evidence') }}

),

asked as (

    select basis, rule_id, subject_id, place, any_value(periods) as periods, count(distinct step) as steps
    from {{ ref('consequence_chain') }}
    group by basis, rule_id, subject_id, place

),

held as (

    select basis, rule_id, subject_id, place, count(*) as steps from {{ ref('consequence_held') }} group by basis, rule_id, subject_id, place

),

found as (

    select
        asked.basis,
        asked.rule_id,
        asked.subject_id,
        asked.place,
        string_agg(cast(seen.period_start as varchar), ';' order by seen.place) as evidence_periods
    from asked
    inner join held using (basis, rule_id, subject_id, place, steps)
    inner join evidence as seen
        on asked.basis = seen.basis and asked.rule_id = seen.rule_id and asked.subject_id = seen.subject_id
        and seen.place between asked.place - asked.periods + 1 and asked.place
    group by all

)

select
    found.basis,
    found.rule_id,
    found.subject_id,
    evidence.period_start,
    evidence.period_end,
    evidence.subject_kind,
    evidence.scheme_id,
    rules.says_zh,
    rules.says_en,
    found.evidence_periods
from found
inner join evidence using (basis, rule_id, subject_id, place)
inner join {{ source('policy', 'consequences') }} as rules
    on found.rule_id = rules.rule_id and {{ in_force('rules', 'evidence.period_end') }}
