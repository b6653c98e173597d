{{ config(materialized='table') }}

{# Instalments that stand overdue at the end of a month, or on the as-of day of a month that is not over; the seller's of that month. #}
select
    period.basis, period.scheme_id, period.month_start, period.rep_id, period.team_id,
    instalment.instalment, instalment.due_on, instalment.paid_on, instalment.file_id, instalment.line_no
from {{ ref('incentive_instalment') }} as instalment
inner join {{ ref('incentive_period') }} as period
    on instalment.rep_id = period.rep_id and period.grain = 'month'
    and instalment.due_on < least(period.period_end, {{ as_of() }})
    and (instalment.paid_on is null or instalment.paid_on > least(period.period_end, {{ as_of() }}))
