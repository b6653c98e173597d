{{ config(materialized='ephemeral') }}

{#
    Days for which the rep wrote a work log: several logs of a day are one. The month's logs are due on a day of the next
    month: what was written later completes nothing.
#}
with written as (

    {{ logs_written() }}

)

select
    'work_logs' as kpi_id,
    'day' as unit,
    strftime(occurred_on, '%Y-%m-%d') as unit_id,
    rep_id,
    occurred_on as day,
    cast(1 as decimal(18, 4)) as quantity,
    arg_min(file_id, (occurred_at, activity_id)) as file_id,
    arg_min(line_no, (occurred_at, activity_id)) as line_no
from {{ ref('int_activity__counting') }}
inner join written using (rep_id, occurred_on)
where kind = 'log' and {{ is_written_in_time('written.written_at', 'occurred_on') }}
group by rep_id, occurred_on
