{{ config(
    materialized='incremental', incremental_strategy='append',
    pre_hook="{{ forget(ref('int_call__affected'), ['key_space', 'call_key']) }}"
) }}

{#
    Where what is said of one leg cannot all be true: one row per leg and kind. What is not stated contradicts
    nothing. Systems round each figure by itself, so times may differ by one second; a voicemail may have talk
    time, for a machine talked.
#}
{%- set of_machine = "(disposition = 'voicemail' or coalesce(result, '') = 'voicemail')" -%}
{%- set lasted = 'epoch(ended_at - started_at)' -%}
{%- set kinds = {
    'connected without talk time': "is_connected and stated_talk_seconds = 0",
    'talk time without being connected': "not is_connected and disposition is not null and not " ~ of_machine ~ " and stated_talk_seconds > 0",
    'ended before it started': "ended_at < started_at",
    'answered before it started': "answered_at < started_at",
    'answered after it ended': "answered_at > ended_at + interval 1 second",
    'total is not end minus start': "ended_at >= started_at and abs(total_seconds - " ~ lasted ~ ") > 1",
    'talk longer than the call': "stated_talk_seconds > coalesce(total_seconds, case when ended_at >= started_at then " ~ lasted ~ " end) + 1",
    'key person without being connected': "result = 'key_person' and not is_connected and disposition is not null"
} %}
-- depends_on: {{ ref('int_call__affected') }}
select
    key_space,
    call_key,
    call_id,
    unnest([said for said in [
        {%- for kind, condition in kinds.items() %}
        case when {{ condition }} then '{{ kind }}' end{{ ',' if not loop.last }}
        {%- endfor %}
    ] if said is not null]) as kind,
    source,
    rep_id,
    started_on as day,
    disposition,
    result,
    stated_talk_seconds as talk_seconds,
    total_seconds,
    started_at,
    answered_at,
    ended_at,
    file_id,
    line_no
from {{ ref('int_call__leg') }}
where {{ kinds.values() | join('\n    or ') }}
