{{ config(materialized='table') }}

{# Every finding up to the as-of day with its id, which stays the same as long as what it is about does, and its status. #}
with found as (

    select * from {{ ref('int_finding__calls') }}
    union all by name
    select * from (
        {{ all_findings(['after_leaving', 'do_not_call', 'unverified_claim']) }}
    )

),

named as (

    select 'f-' || substr(sha256(rule_id || ':' || unit || ':' || unit_id), 1, 24) as finding_id, *
    from found
    where day <= {{ as_of() }} and rep_id is not null

)

select
    named.*,
    rep_day.team_id,
    coalesce(decision.decision, 'listed') as status,
    decision.decided_by,
    decision.decided_at,
    decision.reason
from named
left join {{ ref('int_rep_day') }} as rep_day on named.rep_id = rep_day.rep_id and named.day = rep_day.day
left join {{ ref('int_decision') }} as decision
    on decision.about = 'finding' and decision.reference = named.finding_id and decision.subject_id = named.rep_id
