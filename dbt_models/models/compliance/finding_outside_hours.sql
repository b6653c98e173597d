{{ config(materialized='ephemeral') }}

{#
    Outbound calls outside the hours that policy permits on that kind of day of the rep's calendar, in the site's time. A
    window begins with its first minute and ends before its last one. Without any window in force nothing is forbidden.
#}
with hours as (

    select
        calendar.calendar_id,
        calendar.day,
        {{ day_kind('calendar') }} as day_kind
    from {{ ref('dim_calendar_day') }} as calendar
    where exists (select 1 from {{ source('policy', 'permitted_hours') }} as hours where {{ in_force('hours', 'calendar.day') }})

),

windows as (

    select
        hours.calendar_id,
        hours.day,
        {{ from_site_time(at_time('hours.day', 'permitted.from_time')) }} as opens_at,
        {{ from_site_time(at_time('hours.day', 'permitted.to_time')) }} as closes_at
    from hours
    inner join {{ source('policy', 'permitted_hours') }} as permitted
        on hours.day_kind = permitted.day_kind and {{ in_force('permitted', 'hours.day') }}

),

permitted as (

    select
        day_kind,
        valid_from,
        valid_to,
        left(cast(from_time as varchar), 5) || '-' || left(cast(to_time as varchar), 5) as said
    from {{ source('policy', 'permitted_hours') }}

),

calls as (

    select calls.*, coalesce(rep_day.calendar_id, '') as calendar_id
    from {{ ref('int_finding__scope') }} as calls
    left join {{ ref('int_rep_day') }} as rep_day using (rep_id, day)
    where calls.direction = 'outbound'

),

outside as (

    select calls.*, hours.day_kind
    from calls
    inner join hours using (calendar_id, day)
    anti join windows
        on calls.calendar_id = windows.calendar_id and calls.day = windows.day
        and calls.started_at >= windows.opens_at and calls.started_at < windows.closes_at

)

select
    rule.rule_id,
    rule.kind,
    'call' as unit,
    outside.call_unit as unit_id,
    outside.rep_id,
    outside.day,
    strftime({{ site_time('outside.started_at') }}, '%H:%M:%S') || ' on a ' || replace(outside.day_kind, '_', ' ') as observed,
    coalesce((
        select string_agg(permitted.said, ', ' order by permitted.said) from permitted
        where permitted.day_kind = outside.day_kind and {{ in_force('permitted', 'outside.day') }}
    ), 'no calls') as allowed,
    outside.file_id,
    outside.line_no
from outside
inner join {{ source('policy', 'findings') }} as rule on rule.kind = 'outside_hours' and {{ in_force('rule', 'outside.day') }}
