{{ config(materialized='ephemeral') }}

{#
    Working days of the rep whose log was not there on the day on which it was due: a weekday of the next week, and with
    the whole month on a day of the next month, whichever comes first; where the rep was not there on that day, the next one on which he
    was. It counts on that day; leave and days excused for activities excuse. Days before the first log that the site's exports tell of
    are not judged: nobody exported logs then.
#}
with written as (

    {{ logs_written() }}

),

days as (

    {{ days_for_activities() }}

),

covered as (

    select *, {{ month_log_due('late_logs', 'day') }} as month_due_on
    from days
    where available_units > 0 and day >= (select min(occurred_on) from written)

),

due as (

    select
        *,
        least(
            cast(date_trunc('week', day) as date) + 6 + cast({{ kpi_parameter('late_logs', 'weekday', 'day') }} as integer), month_due_on
        ) as asked_on
    from covered

),

there as (

    select due.*, back.day as due_on
    from due
    asof inner join (
        select rep_id, day from days where available_units > 0
    ) as back on due.rep_id = back.rep_id and due.asked_on <= back.day

)

select
    'late_logs' as kpi_id,
    'day' as unit,
    strftime(there.day, '%Y-%m-%d') as unit_id,
    there.rep_id,
    there.due_on as day,
    cast(1 as decimal(18, 4)) as quantity,
    there.file_id,
    there.line_no
from there
left join written on there.rep_id = written.rep_id and there.day = written.occurred_on
where written.written_at is null or written.written_at >= {{ from_site_time('cast(there.due_on + 1 as timestamp)') }}
