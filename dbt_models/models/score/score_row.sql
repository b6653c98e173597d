{{ config(materialized='view') }}

{#
    Every score as it is published: those of closed months as they were frozen, but for those that a later adjustment
    touches; those of years that are made of their quarters.
#}
with untouched as (

    select 'month' as grain, * exclude (rank, is_complete) from {{ source('raw', 'closed_score_monthly') }}
    anti join (
        select * from {{ ref('closed_touched') }} where grain = 'month'
    ) as touched using (period_start, subject_kind, subject_id, scheme_id)

),

counted as (

    select * exclude (available_units) from {{ ref('score_period') }}
    anti join untouched using (grain, period_start, subject_kind, subject_id, scheme_id)
    anti join {{ ref('score_combined') }} as combined using (grain, period_start, subject_kind, subject_id, scheme_id)

)

select * from counted
union all by name
select * exclude (available_units) from {{ ref('score_combined') }}
union all by name
select * from untouched
