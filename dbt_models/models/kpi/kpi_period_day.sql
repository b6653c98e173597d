{{ config(materialized='table') }}

{# Which period of each grain a day belongs to; a week is the ISO week, Monday to Sunday. #}
with days as (

    select distinct day from {{ ref('dim_calendar_day') }}

)

select 'day' as grain, day, day as period_start, day as period_end from days
union all
select 'week', day, cast(date_trunc('week', day) as date), cast(date_trunc('week', day) as date) + 6 from days
union all
select 'month', day, cast(date_trunc('month', day) as date), last_day(day) from days
union all
select 'quarter', day, cast(date_trunc('quarter', day) as date), cast(date_trunc('quarter', day) + interval 3 month as date) - 1 from days
union all
select 'year', day, cast(date_trunc('year', day) as date), cast(date_trunc('year', day) + interval 1 year as date) - 1 from days
