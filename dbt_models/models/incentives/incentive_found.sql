{{ config(materialized='table') }}

{#
    Every line: of months as they stand (closed months as they were frozen, but for what an adjustment moves) and of closed
    months as they would be, with the rule's words; what was frozen keeps its own.
#}
with lines as (

    select * from {{ ref('incentive_after_conditions') }}

)

select
    lines.basis, lines.subject_kind, lines.subject_id, lines.period_start,
    {{ period_end("'month'", 'lines.period_start') }} as period_end,
    lines.scheme_id, lines.rule_id, lines.rule_line, lines.item, cast(lines.quantity as decimal(18, 4)) as quantity,
    cast(lines.rate as decimal(18, 6)) as rate, cast(lines.amount as decimal(18, 2)) as amount,
    coalesce(lines.explanation_zh, rule.says_zh || '（' || lines.formula_zh || '）') as explanation_zh,
    coalesce(lines.explanation_en, rule.says_en || ' (' || lines.formula_en || ')') as explanation_en,
    lines.evidence, lines.file_id, lines.file_line,
    coalesce(lines.closed_in, case when rule.rules <> 'policy' then closed.closed_in end) as closed_in
from lines
left join {{ closed_on('lines.period_start') }}
left join {{ ref('incentive_rule') }} as rule
    on case when lines.closed_in is null then lines.rule_line end = rule.line_no
    and rule.rules = case when lines.basis = 'stands' and closed.keeps_pay then closed.rules else 'policy' end
