{{ config(materialized='table') }}

{# Every line that the rules give, of months as they stand and of closed months as they would be, with the rule's words. #}
with lines as (

    select * from {{ ref('incentive_after_conditions') }}

)

select
    lines.basis, lines.subject_kind, lines.subject_id, lines.period_start,
    {{ period_end("'month'", 'lines.period_start') }} as period_end,
    lines.scheme_id, lines.rule_id, lines.rule_line, lines.item, cast(lines.quantity as decimal(18, 4)) as quantity,
    cast(lines.rate as decimal(18, 6)) as rate, cast(lines.amount as decimal(18, 2)) as amount,
    rule.says_zh || '（' || lines.formula_zh || '）' as explanation_zh,
    rule.says_en || ' (' || lines.formula_en || ')' as explanation_en,
    lines.evidence, lines.file_id, lines.file_line
from lines
inner join {{ source('policy', 'incentives') }} as rule on lines.rule_line = rule.line_no
