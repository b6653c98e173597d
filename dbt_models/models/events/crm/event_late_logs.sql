{{ config(materialized='ephemeral') }}

{#
    Working days of the rep whose log was not there by the day of the next week on which it was due: none of its
    lines, in any revision, was written by then (updated_at, where that is blank as of the day itself: when an export was made tells
    nothing of the rep). It counts on that day; leave excuses.
#}
with written as (

    select rep_id, occurred_on, min(coalesce(updated_at, occurred_at)) as written_at
    from {{ ref('stg_activities') }}
    where refused_column is null and kind = 'log'
    group by rep_id, occurred_on

),

due as (

    select
        *,
        cast(date_trunc('week', day) as date) + 6 + cast({{ kpi_parameter('late_logs', 'weekday', 'day') }} as integer) as due_on
    from {{ ref('int_rep_day') }}
    where available_units > 0

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
