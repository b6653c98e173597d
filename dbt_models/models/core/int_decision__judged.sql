{{ config(materialized='table') }}

{#
    Every decision in the revision that holds, and why it is refused, if it is: nobody decides about themselves, and of
    a consequence it must be clear which one is meant. What it refers to may come later, so that is no fault of the line.
#}
with decisions as (

    select * from {{ ref('int_decisions__latest') }}

),

{# Whose matter it is: the subject; of a team, everybody whom the roster ever gave it as a rep or as the manager. #}
concerned as (

    select subject_id, subject_id as person_id from decisions
    union
    select team_id, rep_id from {{ ref('int_roster__latest') }} where team_id is not null
    union
    select team_id, manager_id from {{ ref('int_roster__latest') }} where team_id is not null and manager_id is not null

),

{# What they go by: id and names. #}
called as (

    select subject_id, {{ as_called('person_id') }} as called from concerned
    union
    select concerned.subject_id, {{ as_called('roster.name') }}
    from concerned
    inner join {{ ref('int_roster__latest') }} as roster on concerned.person_id = roster.rep_id
    where roster.name is not null

),

judged as (

    select
        decisions.*,
        case
            when about = 'consequence' and period_start is null or about = 'finding' and period_start is not null then 'period_start'
            when exists (
                select 1 from called
                where called.subject_id = decisions.subject_id and called.called = {{ as_called('decisions.decided_by') }}
            ) then 'decided_by'
        end as refused_column
    from decisions

)

select
    *,
    case refused_column when 'period_start' then coalesce(cast(period_start as varchar), '') when 'decided_by' then decided_by end as refused_value,
    case refused_column
        when 'period_start' then case about
            when 'consequence' then 'the first day of the period that the consequence stands on'
            else 'blank: a finding has an id of its own'
        end
        when 'decided_by' then 'the name of somebody other than the subject, one of its members or, of a team, its manager'
    end as refused_expected
from judged
