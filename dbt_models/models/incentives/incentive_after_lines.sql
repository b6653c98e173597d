{{ config(materialized='table') }}

{#
    What rests on days, KPIs, orders and findings, and on no other line; and what closed months were frozen with, whatever
    it rests on, for all that comes after is reckoned from it.
#}
{{ reckoned('lines') }}
union all by name
select
    'stands' as basis, line.subject_kind, line.subject_id, line.period_start, line.scheme_id, line.rule_id, line.rule_line,
    line.item, line.quantity, line.rate, line.amount, line.explanation_zh, line.explanation_en, line.evidence,
    line.file_id, line.file_line, closed.closed_in
from {{ source('raw', 'closed_incentive_line') }} as line
inner join {{ closed_on('line.period_start') }}
anti join {{ ref('incentive_touched') }} using (subject_kind, subject_id, scheme_id, period_start, rule_id)
