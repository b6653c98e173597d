{{ config(materialized='ephemeral') }}

{#
    What the day's list asks of the rep, by his grade and as far as he was there, is the case; what he did of the kinds
    on it are the hits. A kind is named after the KPI that counts it.
#}
with tasks as (

    select
        tasks.rep_id, tasks.day, tasks.kind, tasks.file_id, tasks.line_no,
        {{ quantity('coalesce(own.quota, every.quota, tasks.quantity) * ' ~ available_days('rep_day.available_units')) }} as asked
    from {{ ref('fct_task') }} as tasks
    inner join {{ ref('int_rep_day') }} as rep_day on tasks.rep_id = rep_day.rep_id and tasks.day = rep_day.day
    left join {{ source('policy', 'task_quotas') }} as own
        on own.kpi_id = 'assigned_work' and lower(own.kind) = tasks.kind and own.grade = rep_day.grade and {{ in_force('own', 'tasks.day') }}
    left join {{ source('policy', 'task_quotas') }} as every
        on every.kpi_id = 'assigned_work' and lower(every.kind) = tasks.kind and every.grade is null and {{ in_force('every', 'tasks.day') }}

),

done as (

    select * from {{ ref('event_contact_records') }}
    union all
    select * from {{ ref('event_event_invitations') }}
    union all
    select * from {{ ref('event_callbacks') }}

)

select
    'assigned_work' as kpi_id,
    'task' as unit,
    'list ' || kind as unit_id,
    rep_id,
    day,
    cast(0 as decimal(18, 4)) as quantity,
    asked as base,
    file_id,
    line_no
from tasks

union all

select 'assigned_work', done.unit, done.kpi_id || ' ' || done.unit_id, done.rep_id, done.day, done.quantity, 0, done.file_id, done.line_no
from done
semi join tasks on done.rep_id = tasks.rep_id and done.day = tasks.day and done.kpi_id = tasks.kind
