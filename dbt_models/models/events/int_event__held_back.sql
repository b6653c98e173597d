{{ config(materialized='table') }}

{#
    Calls on open days that are frozen as counted in a closed month already, since their day was corrected: no sum,
    ratio or mean counts them once more until that month is opened again. Customers are distinct within each period.
#}
with frozen as (

    select kpi_id, unit_id, min(day) as day
    from {{ source('raw', 'closed_counted_event') }}
    where unit = 'call'
    group by kpi_id, unit_id

),

added as (

    select kpi_id from {{ source('policy', 'kpis') }} where kind <> 'distinct'

)

select
    live.kpi_id,
    live.unit_id,
    live.rep_id,
    live.day,
    'counted in the closed month ' || strftime(frozen.day, '%Y-%m') as reason,
    live.file_id,
    live.line_no
from {{ ref('int_event__live') }} as live
inner join frozen using (kpi_id, unit_id)
semi join added using (kpi_id)
anti join {{ closed_on('live.day') }}
where live.unit = 'call'
