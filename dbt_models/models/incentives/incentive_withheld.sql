{{ config(materialized='table') }}

{# Months whose pay is withheld: so many instalments of the person's customers stand overdue at the month's end (`threshold`). #}
select period.basis, period.scheme_id, period.rep_id, period.month_start, min(rule.line_no) as rule_line, count(distinct overdue.instalment) as overdue
from {{ rules_of('withhold') }} as rule
inner join {{ ref('incentive_period') }} as period
    on rule.scheme_id = period.scheme_id and period.grain = 'month' and {{ fits('rule', 'period', 'period.last_day') }}
inner join {{ ref('incentive_overdue') }} as overdue
    on period.basis = overdue.basis and period.scheme_id = overdue.scheme_id
    and overdue.level = 'rep' and period.rep_id = overdue.subject_id and period.month_start = overdue.month_start
group by period.basis, period.scheme_id, period.rep_id, period.month_start
having count(distinct overdue.instalment) >= min(rule.threshold)
