{{ config(materialized='ephemeral') }}

{#
    Days for which the rep wrote the work log that was due: several logs of a day are one, and it counts as far as the day was
    available (rounded up to 4 places, so that days in full are never short of their target). The log of a day off makes up for
    nothing; one from before the first day that is due counts like every actual. The month's logs are due on a day of the next month: what was written later completes nothing.
#}
with written as (

    {{ logs_in_months() }}

),

days as (

    {{ days_for_activities() }}

)

select
    'work_logs' as kpi_id,
    'day' as unit,
    strftime(logs.occurred_on, '%Y-%m-%d') as unit_id,
    logs.rep_id,
    logs.occurred_on as day,
    {{ quantity(from_units('(coalesce(any_value(days.worked_units), 100000000::hugeint) + 9999) // 10000', 4)) }} as quantity,
    arg_min(logs.file_id, (logs.occurred_at, logs.activity_id)) as file_id,
    arg_min(logs.line_no, (logs.occurred_at, logs.activity_id)) as line_no
from {{ ref('int_activity__counting') }} as logs
inner join written on logs.rep_id = written.rep_id and logs.occurred_on = written.occurred_on
left join days on logs.rep_id = days.rep_id and logs.occurred_on = days.day
where
    logs.kind = 'log' and {{ is_written_in_time('written') }}
    and (days.worked_units is null or days.worked_units > 0)
group by logs.rep_id, logs.occurred_on
