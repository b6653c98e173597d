{{ config(materialized='table') }}

{#
    What each subject is owed for a month under a scheme: totals of closed months as they were frozen, unless a later
    adjustment touches them; what was withheld comes with the first month at whose end nothing is overdue any more.
#}
with frozen as (

    select total.*
    from {{ source('raw', 'closed_incentive_total') }} as total
    anti join (
        select * from {{ ref('closed_touched') }} where grain = 'month'
    ) as touched using (subject_kind, subject_id, scheme_id, period_start)

),

counted as (

    {{ incentive_totals(ref('incentive_line_row'), 'stands') }}

),

kept as (

    select * exclude (released) from counted anti join frozen using (subject_kind, subject_id, scheme_id, period_start)
    union all by name
    select * exclude (released, payable) from frozen

),

releases as (

    {{ incentive_releases('kept', 'frozen') }}

),

released as (

    select subject_kind, subject_id, scheme_id, period_start, released from frozen
    union all
    select subject_kind, subject_id, scheme_id, period_start, released from releases
    anti join frozen using (subject_kind, subject_id, scheme_id, period_start)
    where released > 0

)

select
    subject_kind, subject_id, period_start, {{ period_end("'month'", 'period_start') }} as period_end, scheme_id,
    coalesce(lines, 0) as lines,
    coalesce(gross, 0) as gross,
    coalesce(total, 0) as total,
    coalesce(remainder, 0) as remainder,
    coalesce(withheld, 0) as withheld,
    coalesce(released, 0) as released,
    cast(coalesce(total, 0) - coalesce(withheld, 0) + coalesce(released, 0) as decimal(18, 2)) as payable
from kept
full join released using (subject_kind, subject_id, scheme_id, period_start)
