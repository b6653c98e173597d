{{ config(materialized='view') }}

{#
    Every KPI of every period and subject as it is published: days and months of closed months as they were frozen,
    but for those that a later adjustment touches.
#}
with frozen as (

    select 'day' as grain, * exclude (is_complete) from {{ source('raw', 'closed_kpi_daily') }}
    union all
    select 'month', * exclude (is_complete) from {{ source('raw', 'closed_kpi_monthly') }}

),

untouched as (

    select * from frozen
    anti join {{ ref('closed_touched') }} using (grain, period_start, subject_kind, subject_id, scheme_id)

),

counted as (

    select * exclude (target_units, available_units, losses_due) from {{ ref('kpi_period') }}
    anti join untouched using (grain, period_start, subject_kind, subject_id, scheme_id, kpi_id)

)

select * from counted
union all by name
select * from untouched
