{{ config(materialized='ephemeral') }}

{# Calls that bear somebody's id after the leaving date: on a day after it that no other roster row of theirs covers. #}
with roster as (

    select *, lead(valid_from) over (partition by rep_id order by valid_from) as next_from
    from {{ ref('int_roster__latest') }}
    where rep_id in (select rep_id from {{ ref('int_roster__latest') }} where left_on is not null)

),

calls as (

    select calls.*, max(roster.left_on) as left_on
    from {{ ref('fct_call') }} as calls
    inner join roster on calls.rep_id = roster.rep_id and calls.day > roster.left_on
    where calls.direction <> 'internal'
    group by all

),

{# Days on which he is employed all the same: found first, since an anti join by ranges would compare all with all. #}
covered as (

    select distinct calls.rep_id, calls.day
    from calls
    inner join roster as employed on calls.rep_id = employed.rep_id
    where calls.day >= employed.valid_from
        and calls.day <= least(coalesce(employed.valid_to, calls.day), coalesce(employed.next_from - 1, calls.day))
        and (employed.left_on is null or employed.left_on >= calls.day)

)

select
    rule.rule_id,
    rule.kind,
    'call' as unit,
    calls.call_unit as unit_id,
    calls.rep_id,
    calls.day,
    'called ' || date_diff('day', calls.left_on, calls.day) || ' days after leaving' as observed,
    'until ' || calls.left_on as allowed,
    calls.file_id,
    calls.line_no
from calls
inner join {{ source('policy', 'findings') }} as rule on rule.kind = 'after_leaving' and {{ in_force('rule', 'calls.day') }}
anti join covered on calls.rep_id = covered.rep_id and calls.day = covered.day
