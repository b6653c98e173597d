{{ config(materialized='table') }}

{#
    The member days behind every period and subject of this night, at the grains of each scheme. Whose days they are is
    worked out before anything else is joined: by the day alone, every subject would meet every rep of the site.
#}
with subject_period as materialized (

    select
        scope.*,
        grains.named,
        subject.rep_id,
        subject.day,
        subject.role
    from {{ ref('kpi_scope') }} as scope
    inner join {{ ref('kpi_grain') }} as grains using (grain)
    inner join {{ ref('kpi_period_day') }} as periods using (grain, period_start)
    inner join {{ ref('kpi_subject_day') }} as subject
        on scope.basis = subject.basis and scope.subject_kind = subject.subject_kind and scope.subject_id = subject.subject_id
        and periods.day = subject.day

)

select
    scope.grain,
    scope.period_start,
    scope.period_end,
    scope.subject_kind,
    scope.subject_id,
    scope.rules,
    member.scheme_id,
    member.rep_id,
    member.day,
    member.role,
    member.is_frozen,
    member.phase,
    member.available_units
from subject_period as scope
inner join {{ ref('kpi_member_day') }} as member
    on scope.basis = member.basis and scope.rep_id = member.rep_id and scope.day = member.day and scope.role = member.role
inner join {{ ref('scheme_rule') }} as scheme
    on scope.rules = scheme.rules and member.scheme_id = scheme.scheme_id and {{ holds('scheme.grains', 'scope.named') }}
where
    scheme.subject_kind = scope.subject_kind
    or (scheme.subject_kind = 'rep' and scope.subject_kind in ('team', 'site'))
    or (scheme.subject_kind = 'team' and scope.subject_kind = 'site')
