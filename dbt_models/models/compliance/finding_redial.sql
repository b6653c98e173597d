{{ config(materialized='ephemeral') }}

{# Outbound calls to a number that the same rep had called no longer than the policy's minutes before, on the same day. #}
with calls as (

    select
        *,
        lag(started_at) over earlier as earlier_at,
        lag(call_unit) over earlier as earlier_unit
    from {{ ref('int_finding__scope') }}
    where direction = 'outbound' and number is not null
    window earlier as (partition by rep_id, day, number order by started_at, call_unit)

)

select
    rule.rule_id,
    rule.kind,
    'call' as unit,
    calls.call_unit as unit_id,
    calls.rep_id,
    calls.day,
    cast(epoch(calls.started_at) - epoch(calls.earlier_at) as bigint) || ' seconds after call ' || calls.earlier_unit as observed,
    'more than ' || rule.minutes || ' minutes' as allowed,
    calls.file_id,
    calls.line_no
from calls
inner join {{ source('policy', 'findings') }} as rule
    on rule.kind = 'redial' and {{ in_force('rule', 'calls.day') }}
    and calls.started_at <= calls.earlier_at + to_minutes(rule.minutes)
