{{ config(materialized='table') }}

{#
    The lines that are published: those of closed months as they were frozen, but for people whose numbers a later
    adjustment touches; in their months what rests on KPIs follows it. Numbered by rule and item.
#}
with touched as (

    select distinct subject_kind, subject_id, scheme_id, period_start from {{ ref('closed_touched') }} where grain = 'month'

),

frozen as (

    select line.* exclude (line_no), closed.closed_in
    from {{ source('raw', 'closed_incentive_line') }} as line
    inner join {{ closed_on('line.period_start') }}
    anti join touched using (subject_kind, subject_id, scheme_id, period_start)

),

found as (

    select * exclude (basis), cast(null as integer) as closed_in from {{ ref('incentive_found') }} where basis = 'stands'

),

published as (

    select * from found anti join {{ closed_on('period_start') }}
    union all by name
    select * from found semi join touched using (subject_kind, subject_id, scheme_id, period_start)
    union all by name
    select * from frozen

)

select *, {{ incentive_line_no() }} as line_no from published
