{{ config(materialized='table') }}

{#
    Instalments that stand overdue at the end of a month, or on the as-of day of a month that is not over; the seller's of
    that month. Those of a closed month as they were when it was closed.
#}
select period.basis, period.scheme_id, period.month_start, period.rep_id, period.team_id, instalment.instalment
from {{ ref('incentive_instalment') }} as instalment
inner join {{ ref('incentive_period') }} as period
    on instalment.rep_id = period.rep_id and period.grain = 'month' and period.rules = 'policy'
    and instalment.due_on < least(period.period_end, {{ as_of() }})
    and (instalment.paid_on is null or instalment.paid_on > least(period.period_end, {{ as_of() }}))

union all

select period.basis, period.scheme_id, period.month_start, period.rep_id, period.team_id, frozen.name
from {{ source('raw', 'closed_incentive_input') }} as frozen
inner join {{ ref('incentive_period') }} as period
    on frozen.input = 'overdue' and frozen.scheme_id = period.scheme_id and frozen.subject_id = period.rep_id
    and frozen.day = period.month_start and period.grain = 'month' and period.rules <> 'policy'
