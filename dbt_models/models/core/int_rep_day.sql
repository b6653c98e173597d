{{ config(materialized='table') }}

{#
    One row per rep and day that the roster covers, from the site's first day (or the day from which targets
    grow, if that is earlier) to the as-of day: team, phase,
    grade and schemes in force, how far the rep was available (in units of 0.00000001 day), and by which lines.
#}
with roster as (

    select
        *,
        lead(valid_from) over (partition by rep_id order by valid_from) as next_from
    from {{ ref('int_roster__latest') }}

),

site as (

    select * from {{ ref('site') }}

),

covered as (

    select
        roster.*,
        cast(unnest(generate_series(
            cast(greatest(roster.valid_from, least(site.first_day, site.targets_from)) as timestamp),
            cast(least(coalesce(roster.valid_to, site.as_of), coalesce(roster.next_from - 1, site.as_of), site.as_of) as timestamp),
            interval 1 day
        )) as date) as day
    from roster
    cross join site

),

excused as (

    select
        rep_id,
        day,
        sum(fraction) filter (where entity is null) as fraction,
        string_agg(entity || '=' || fraction, ';' order by entity) filter (where entity is not null) as entities,
        string_agg(lines, ';' order by lines) as lines
    from (
        select
            covered.rep_id,
            covered.day,
            rule.entity,
            sum(rule.fraction) as fraction,
            string_agg(cast(rule.line_no as varchar), ';' order by rule.line_no) as lines
        from covered
        inner join {{ source('policy', 'excused_days') }} as rule
            on covered.day = rule.date
            and (
                rule.scope_kind = 'site'
                or (rule.scope_kind = 'team' and rule.scope_id = covered.team_id)
                or (rule.scope_kind = 'rep' and rule.scope_id = covered.rep_id)
            )
        group by covered.rep_id, covered.day, rule.entity
    )
    group by rep_id, day

),

joined as (

    select
        covered.rep_id,
        covered.day,
        covered.team_id,
        covered.manager_id,
        covered.role,
        covered.grade,
        coalesce(covered.phase, {{ setting('default_phase') }}) as phase,
        ';' || replace(coalesce(covered.schemes, {{ setting('core_scheme') }}), ' ', '') || ';' as schemes,
        coalesce(covered.calendar_id, '') as calendar_id,
        date_diff('day', covered.hired_on, covered.day) as tenure_days,
        calendar.is_working_day,
        calendar.name as day_name,
        coalesce(covered.fte, 1) as fte,
        cast(coalesce(leave.fraction, 0) as decimal(9, 4)) as leave_fraction,
        cast(coalesce(excused.fraction, 0) as decimal(9, 4)) as excused_fraction,
        excused.entities as excused_entities,
        calendar.is_working_day
            and covered.day >= site.targets_from
            and (covered.hired_on is null or covered.day >= covered.hired_on)
            and (covered.left_on is null or covered.day <= covered.left_on) as is_due,
        {{ day_reason('covered', 'calendar', 'site.targets_from') }} as day_reason,
        covered.file_id,
        covered.line_no,
        leave.lines as leave_lines,
        excused.lines as excused_lines
    from covered
    cross join site
    inner join {{ ref('dim_calendar_day') }} as calendar
        on coalesce(covered.calendar_id, '') = calendar.calendar_id and covered.day = calendar.day
    left join {{ ref('int_leave__day') }} as leave on covered.rep_id = leave.rep_id and covered.day = leave.day
    left join excused on covered.rep_id = excused.rep_id and covered.day = excused.day

)

select
    *,
    {{ available_units('leave_fraction + excused_fraction') }} as available_units
from joined
