{{ config(materialized='table') }}

{# Every rep's day as it counts: days of closed months as they were frozen, all others as they are derived now. #}
with live as (

    select *, cast(null as integer) as closed_in from {{ ref('int_rep_day') }}
    anti join {{ source('raw', 'closed_month') }} as closed on day between closed.first_day and closed.last_day

),

frozen as (

    select
        * exclude (schemes, available) replace (cast(fte as decimal(9, 4)) as fte),
        ';' || schemes || ';' as schemes,
        {{ units('available', 8) }} as available_units
    from {{ source('raw', 'closed_rep_day') }}

)

select * from live
union all by name
select * from frozen
