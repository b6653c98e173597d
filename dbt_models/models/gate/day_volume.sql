{{ config(materialized='table') }}

{# Calls per day against what is usual there: the median of the last 20 earlier working days that had calls. #}
with calls as (

    select day, count(*) as calls from {{ ref('fct_call') }} group by day

),

reps as (

    select day, sum(available_units) as units from {{ ref('dim_rep_day') }} group by day

),

days as (

    select
        calendar.day,
        calendar.is_working_day,
        calendar.day = site.as_of or calendar.day > run.previous_as_of as in_scope,
        coalesce(calls.calls, 0) as calls,
        cast(coalesce({{ from_units('reps.units', 8) }}, 0) as decimal(18, 4)) as available_reps
    from {{ ref('dim_calendar_day') }} as calendar
    cross join {{ ref('site') }} as site
    cross join {{ source('raw', 'run') }} as run
    left join calls on calendar.day = calls.day
    left join reps on calendar.day = reps.day
    where calendar.calendar_id = '' and calendar.day between coalesce(site.first_day, site.as_of) and site.as_of

),

usual as (

    select
        judged.day,
        median(earlier.calls) as usual_calls,
        median(earlier.calls / nullif(earlier.available_reps, 0)) as usual_calls_per_rep,
        count(*) as history_days
    from days as judged
    inner join (
        select *, row_number() over (order by day) as place from days where is_working_day and calls > 0
    ) as earlier on earlier.day < judged.day
    where coalesce(judged.in_scope, false)
        and earlier.place > (
            select count(*) from days as worked where worked.is_working_day and worked.calls > 0 and worked.day < judged.day
        ) - 20
    group by judged.day

)

select
    days.day,
    days.is_working_day,
    coalesce(days.in_scope, false) as in_scope,
    days.calls,
    days.available_reps,
    cast(usual.usual_calls as decimal(18, 4)) as usual_calls,
    cast(usual.usual_calls_per_rep as decimal(18, 4)) as usual_calls_per_rep,
    cast(days.calls / nullif(days.available_reps, 0) as decimal(18, 4)) as calls_per_rep,
    cast(coalesce(usual.history_days, 0) as integer) as history_days
from days
left join usual on days.day = usual.day
