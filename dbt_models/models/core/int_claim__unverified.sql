{{ config(materialized='table') }}

{#
    What reps say that they called (activities of kind call) without a call of theirs in the phone system: to the same
    number or customer, within the policy's minutes; where the activity has no time, on its day. Judged from the first
    day on of which there are calls. Such claims never count.
#}
with claims as (

    select
        rule.rule_id,
        rule.kind,
        rule.minutes,
        activity.activity_id,
        activity.rep_id,
        activity.occurred_on as day,
        activity.occurred_at,
        activity.customer_unit,
        activity.number,
        {{ site_time('activity.occurred_at') }} = cast(activity.occurred_on as timestamp) as has_no_time,
        activity.file_id,
        activity.line_no
    from {{ ref('fct_activity') }} as activity
    inner join {{ source('policy', 'findings') }} as rule
        on rule.kind = 'unverified_claim' and {{ in_force('rule', 'activity.occurred_on') }}
    where activity.kind = 'call' and activity.occurred_on >= (select min(day) from {{ ref('fct_call') }})

),

calls as (

    select rep_id, day, started_at, number, customer_unit from {{ ref('fct_call') }}
    where direction <> 'internal' and rep_id in (select rep_id from claims)

),

evidenced as (

    select claims.rule_id, claims.activity_id
    from claims
    inner join calls on claims.rep_id = calls.rep_id and claims.number = calls.number
    where case when has_no_time then calls.day = claims.day else abs(epoch(calls.started_at) - epoch(claims.occurred_at)) <= 60 * minutes end

    union

    select claims.rule_id, claims.activity_id
    from claims
    inner join calls on claims.rep_id = calls.rep_id and claims.customer_unit = calls.customer_unit
    where case when has_no_time then calls.day = claims.day else abs(epoch(calls.started_at) - epoch(claims.occurred_at)) <= 60 * minutes end

)

select claims.*
from claims
anti join evidenced using (rule_id, activity_id)
where claims.rep_id is not null
