{{ config(materialized='table') }}

select
    calendar.day as date,
    calendar.is_working_day,
    calendar.name,
    strftime(calendar.day, '%G-W%V') as iso_week,
    calendar.week_start,
    calendar.month_start,
    calendar.quarter_start,
    calendar.year_start
from {{ ref('dim_calendar_day') }} as calendar
cross join {{ ref('site') }} as site
where calendar.calendar_id = '' and calendar.day between site.first_day and site.as_of
