{{ config(materialized='table') }}

{#
    Reps with events on days that no roster row covers: kept, counted for nobody, listed here. A manager may be rated whom
    the roster knows by his people's rows alone.
#}
with managed as (

    select distinct manager_id, day from {{ ref('dim_rep_day') }} where manager_id is not null

),

events as (

    select 'calls' as entity, rep_id, day, file_id, line_no from {{ ref('fct_call') }}
    union all
    select 'opportunities', visit_rep_id, visit_accepted_on, file_id, line_no from {{ ref('fct_opportunity') }} where visit_accepted_on is not null
    union all
    select 'opportunities', confirmed_rep_id, confirmed_on, file_id, line_no from {{ ref('fct_opportunity') }} where confirmed_on is not null
    union all
    select 'orders', rep_id, signed_on, file_id, line_no from {{ ref('fct_order') }}
    union all
    select 'receipts', rep_id, received_on, file_id, line_no from {{ ref('fct_receipt') }}
    union all
    select 'activities', rep_id, occurred_on, file_id, line_no from {{ ref('fct_activity') }}
    union all
    select 'complaints', rep_id, opened_on, file_id, line_no from {{ ref('fct_complaint') }}
    union all
    select 'surveys', rep_id, answered_on, file_id, line_no from {{ ref('fct_survey') }}
    union all
    select 'ratings', subject_id, coalesce(day, least(period_end, {{ as_of() }})), file_id, line_no
    from {{ ref('fct_rating') }} as rating
    anti join managed
        on rating.subject_id = managed.manager_id and managed.day between rating.period_start and rating.period_end
    where period_start <= {{ as_of() }}
    union all
    select 'attendance', rep_id, day, file_id, line_no from {{ ref('fct_attendance') }}
    union all
    select 'tasks', rep_id, day, file_id, line_no from {{ ref('fct_task') }}
    union all
    select 'training', rep_id, day, file_id, line_no from {{ ref('fct_training') }}

),

uncovered as (

    select events.*
    from events
    anti join {{ ref('dim_rep_day') }} using (rep_id, day)
    where events.day <= {{ as_of() }} and events.rep_id is not null

),

counted as (

    select
        rep_id,
        entity,
        count(*) as events,
        min(day) as first_day,
        max(day) as last_day,
        arg_min(file_id, (day, file_id, line_no)) as file_id,
        arg_min(line_no, (day, file_id, line_no)) as line_no
    from uncovered
    group by rep_id, entity

)

select counted.rep_id, counted.entity, counted.events, counted.first_day, counted.last_day, file.name as file_name, counted.line_no
from counted
inner join {{ source('raw', 'file') }} as file on counted.file_id = file.file_id
