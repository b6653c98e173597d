{{ config(materialized='ephemeral') }}

{# A share of what other rules pay in a month is lost where a rule of consequences.csv (`event`) names the person and a named person confirmed it. #}
select
    {{ line_of('rule', 'period') }},
    '' as item,
    base.summed as quantity,
    -rule.rate as rate,
    {{ money('base.summed', '-rule.rate') }} as amount,
    '已确认 ' || rule.event || '：' || {{ times('base.summed', '-rule.rate') }} as formula_zh,
    'confirmed ' || rule.event || ': ' || {{ times('base.summed', '-rule.rate') }} as formula_en,
    'consequence ' || rule.event || '; lines ' || rule.of_rules as evidence
from {{ month_with_sum('forfeit', ref('incentive_after_scales')) }}
inner join {{ ref('consequence_row') }} as consequence
    on rule.event = consequence.rule_id and period.rep_id = consequence.subject_id
    and period.month_start = consequence.period_start and consequence.status = 'confirmed'
where base.summed > 0
