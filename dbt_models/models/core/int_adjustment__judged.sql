{{ config(materialized='table') }}

{#
    Every adjustment with the kind of its subject, and why it is refused, if it is: a rule that cannot be kept is
    told by line, column and value, and the line is never applied. What lies ahead of the as-of day waits.
#}
with said as (

    select
        said.*,
        said.kpi_id = 'score' as is_score,
        scheme.scheme_id is not null as is_scheme,
        scheme.subject_kind as judged_kind,
        scheme.grains,
        used.kpi_id is not null as is_kpi,
        coalesce(used.is_level, false) as is_level
    from {{ ref('int_adjustment__read') }} as said
    left join {{ source('raw', 'closed_month') }} as closed on said.period_end between closed.first_day and closed.last_day
    left join {{ ref('scheme_rule') }} as scheme on said.scheme_id = scheme.scheme_id and coalesce(closed.rules, 'policy') = scheme.rules
    left join {{ ref('kpi_rule') }} as used
        on said.scheme_id = used.scheme_id and said.kpi_id = used.kpi_id and coalesce(closed.rules, 'policy') = used.rules

),

subject as (

    select distinct 'rep' as subject_kind, rep_id as subject_id, 1 as height from {{ ref('int_roster__latest') }}
    union
    select distinct 'team', team_id, 2 from {{ ref('int_roster__latest') }} where team_id is not null
    union
    select 'site', {{ setting('site_id') }}, 3
    union
    select distinct 'manager', manager_id, 1 from {{ ref('int_roster__latest') }} where manager_id is not null

),

named as (

    select said.*, subject.subject_kind, subject.height
    from said
    left join subject
        on said.subject_id = subject.subject_id
        and case when said.is_score then (subject.subject_kind = 'manager') = (coalesce(said.judged_kind, '') = 'manager') else subject.subject_kind = 'rep' end
    qualify row_number() over (partition by said.adjustment_id order by subject.height nulls last) = 1

),

{# What a rep goes by: id and names. #}
approver as (

    select distinct rep_id, {{ as_called('rep_id') }} as called from {{ ref('int_roster__latest') }}
    union
    select distinct rep_id, {{ as_called('name') }} from {{ ref('int_roster__latest') }} where name is not null

),

{# Whom the approver's name means. #}
approving as (

    select named.adjustment_id, list(distinct approver.rep_id) as reps
    from named
    inner join approver on {{ as_called('named.approved_by') }} = approver.called
    group by named.adjustment_id

),

{#
    Whether the roster puts the subject under the scheme in that period, and whether the approver is one of its reps or,
    of a team, the manager: a team's score is its manager's, too. A manager approves for a rep of the team.
#}
covered as (

    select
        named.adjustment_id,
        coalesce(bool_or(
            named.subject_kind <> 'site' and list_contains(approving.reps, rep_day.rep_id)
            or named.subject_kind = 'team' and (
                list_contains(approving.reps, rep_day.manager_id)
                or {{ as_called('named.approved_by') }} = {{ as_called('rep_day.manager_id') }}
            )
        ), false) as is_own
    from named
    inner join {{ ref('dim_rep_day') }} as rep_day
        on rep_day.day between named.period_start and named.period_end
        and {{ holds('rep_day.schemes', 'named.scheme_id') }}
        and case named.subject_kind when 'rep' then rep_day.rep_id when 'manager' then rep_day.rep_id when 'team' then rep_day.team_id else named.subject_id end = named.subject_id
    left join approving on named.adjustment_id = approving.adjustment_id
    group by named.adjustment_id

),

judged as (

    select
        named.*,
        case
            when period_start is null then 1
            when not is_scheme then 2
            when not is_score and not is_kpi then 3
            when is_level then 11
            when not is_score and grain <> 'day' then 4
            when is_score and grain = 'day' then 5
            when is_score and not {{ holds('grains', 'grain') }} then 6
            when subject_kind is null then 7
            when is_score and height < case judged_kind when 'team' then 2 when 'site' then 3 else 1 end then 8
            when period_start <= {{ as_of() }} and covered.adjustment_id is null then 9
            when {{ as_called('approved_by') }} = {{ as_called('subject_id') }} or coalesce(covered.is_own, false) then 10
        end as fault
    from named
    left join covered using (adjustment_id)

)

select
    * exclude (is_score, is_scheme, is_kpi, is_level, judged_kind, grains, height, fault),
    case
        when fault in (1, 4, 5, 6, 9) then 'period' when fault = 2 then 'scheme_id' when fault in (3, 11) then 'kpi_id'
        when fault in (7, 8) then 'subject_id' when fault = 10 then 'approved_by'
    end as refused_column,
    case
        when fault in (1, 4, 5, 6, 9) then period when fault = 2 then scheme_id when fault in (3, 11) then kpi_id
        when fault in (7, 8) then subject_id when fault = 10 then approved_by
    end as refused_value,
    {{ adjustment_fault('fault') }} as refused_expected
from judged
