{{ config(materialized='ephemeral') }}

{#
    Working days of the rep whose log was not there on the day on which it was due: a weekday of the next week, and with
    the whole month on a day of the next month, whichever comes first. It counts on that day; leave excuses. Days before the first
    log that the site's exports tell of are not judged: nobody exported logs then.
#}
with written as (

    {{ logs_written() }}

),

covered as (

    select *, {{ month_log_due('late_logs', 'day') }} as month_due_on
    from {{ ref('int_rep_day') }}
    where available_units > 0 and day >= (select min(occurred_on) from written)

),

due as (

    select
        *,
        least(
            cast(date_trunc('week', day) as date) + 6 + cast({{ kpi_parameter('late_logs', 'weekday', 'day') }} as integer), month_due_on
        ) as due_on
    from covered

)

select
    'late_logs' as kpi_id,
    'day' as unit,
    strftime(due.day, '%Y-%m-%d') as unit_id,
    due.rep_id,
    due.due_on as day,
    cast(1 as decimal(18, 4)) as quantity,
    due.file_id,
    due.line_no
from due
left join written on due.rep_id = written.rep_id and due.day = written.occurred_on
where written.written_at is null or written.written_at >= {{ from_site_time('cast(due.due_on + 1 as timestamp)') }}
