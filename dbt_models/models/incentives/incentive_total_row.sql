{{ config(materialized='table') }}

{#
    What each subject is owed for a month under a scheme. Whether the pay of a closed month was withheld, and what was
    released with it, stays as it was frozen, whatever its lines add up to now; what was withheld comes with the first
    month at whose end nothing is overdue any more.
#}
with frozen as (

    select * from {{ source('raw', 'closed_incentive_total') }}

),

counted as (

    {{ incentive_totals(ref('incentive_line_row'), 'stands') }}

),

closed as (

    select
        subject_kind, subject_id, period_start, scheme_id,
        coalesce(counted.lines, 0) as lines,
        coalesce(counted.gross, 0) as gross,
        coalesce(counted.total, 0) as total,
        coalesce(counted.remainder, 0) as remainder,
        case when counted.is_held or frozen.withheld > 0 then coalesce(counted.total, 0) else 0 end as withheld,
        coalesce(frozen.released, 0) as released
    from (
        select counted.*, closed.keeps_pay and held.rep_id is not null as is_held
        from counted
        inner join {{ closed_on('counted.period_start') }}
        left join {{ ref('incentive_withheld') }} as held
            on held.basis = 'stands' and counted.subject_kind = 'rep' and counted.subject_id = held.rep_id
            and counted.scheme_id = held.scheme_id and counted.period_start = held.month_start
    ) as counted
    full join frozen using (subject_kind, subject_id, period_start, scheme_id)
    where counted.lines is not null or frozen.released > 0

),

kept as (

    select * exclude (period_end, released) from counted anti join {{ closed_on('period_start') }}
    union all by name
    select * exclude (released) from closed

),

releases as (

    {{ incentive_releases('kept', 'closed') }}

),

released as (

    select subject_kind, subject_id, scheme_id, period_start, released from releases where released > 0
    union all
    select subject_kind, subject_id, scheme_id, period_start, released from closed

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
