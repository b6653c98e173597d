{{ config(materialized='table') }}

{# Working days of each calendar ('' is the site's) over the whole years that the reported days touch: Monday to Friday but for the policy's exceptions. #}
with calendars as (

    select '' as calendar_id
    union
    select calendar_id from {{ source('policy', 'calendar') }} where calendar_id is not null
    union
    select calendar_id from {{ ref('int_roster__latest') }} where calendar_id is not null

),

days as (

    select cast(unnest(generate_series(
        cast(date_trunc('year', least(first_day, targets_from)) - interval 7 day as timestamp),
        cast(date_trunc('year', as_of) + interval 1 year + interval 7 day as timestamp),
        interval 1 day
    )) as date) as day
    from {{ ref('site') }}

)

select
    calendars.calendar_id,
    days.day,
    coalesce(exception.is_working_day, isodow(days.day) <= 5) as is_working_day,
    exception.name,
    cast(date_trunc('week', days.day) as date) as week_start,
    cast(date_trunc('month', days.day) as date) as month_start,
    cast(date_trunc('quarter', days.day) as date) as quarter_start,
    cast(date_trunc('year', days.day) as date) as year_start
from calendars
cross join days
left join {{ source('policy', 'calendar') }} as exception
    on days.day = exception.date and calendars.calendar_id = coalesce(exception.calendar_id, '')
