{{ config(materialized='table') }}

{# Days and months of closed months that an adjustment touches which came, or changed, after they were closed, with the KPI (or score) that it moves. #}
with frozen as (

    select 'day' as grain, period_start, subject_kind, subject_id, scheme_id, kpi_id, adjustment
    from {{ source('raw', 'closed_kpi_daily') }}
    union all
    select 'month', period_start, subject_kind, subject_id, scheme_id, kpi_id, adjustment
    from {{ source('raw', 'closed_kpi_monthly') }}
    union all
    select 'month', period_start, subject_kind, subject_id, scheme_id, 'score', adjustment
    from {{ source('raw', 'closed_score_monthly') }}

),

now as (

    select grain, period_start, subject_kind, subject_id, scheme_id, kpi_id, adjustment
    from {{ ref('kpi_period') }}
    semi join {{ closed_on('period_end') }}
    where grain in ('day', 'month')

    union all

    select grain, period_start, subject_kind, subject_id, scheme_id, 'score', adjustment
    from {{ ref('score_period') }}
    semi join {{ closed_on('period_end') }}
    where grain = 'month'

)

select distinct grain, period_start, subject_kind, subject_id, scheme_id, kpi_id
from now
inner join frozen using (grain, period_start, subject_kind, subject_id, scheme_id, kpi_id)
where now.adjustment <> frozen.adjustment
