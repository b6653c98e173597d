{{ config(materialized='ephemeral') }}

{# Outbound calls that are said to have reached the key person though they talked for less than the policy's seconds. #}
select
    rule.rule_id,
    rule.kind,
    'call' as unit,
    calls.call_unit as unit_id,
    calls.rep_id,
    calls.day,
    calls.talk_seconds || ' seconds of talk' as observed,
    'at least ' || rule.seconds || ' seconds' as allowed,
    calls.file_id,
    calls.line_no
from {{ ref('int_finding__scope') }} as calls
inner join {{ source('policy', 'findings') }} as rule
    on rule.kind = 'short_key_person' and {{ in_force('rule', 'calls.day') }} and calls.talk_seconds < rule.seconds
where calls.direction = 'outbound' and calls.outcome in ('successful', 'too_short') and calls.states_talk
