{{ config(materialized='table') }}

{# Which period of each grain a day belongs to; a week is the ISO week, Monday to Sunday. Closed months stand twice. #}
with days as (

    select distinct day from {{ ref('dim_calendar_day') }}
    union
    select distinct day from {{ source('raw', 'closed_rep_day') }}

),

periods as (

    select grains.grain, grains.named, days.day, {{ base_start('grains.named', 'days.day') }} as period_start
    from days
    cross join {{ ref('kpi_grain') }} as grains
    left join {{ closed_on('days.day') }}
    where grains.basis = 'stands' or closed.first_day is not null

)

select grain, day, period_start, {{ period_end('named', 'period_start') }} as period_end
from periods
