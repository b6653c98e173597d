{{ config(materialized='ephemeral') }}

{# So much for a month, once over, in which a KPI reached a share of its target (`threshold`). #}
select
    {{ line_of('rule', 'period') }},
    cast(period.period_start as varchar) as item,
    cast(1 as decimal(18, 4)) as quantity,
    rule.rate,
    {{ money('1', 'rule.rate') }} as amount,
    '达成 ' || {{ plain('100 * kpi.attainment') }} || '%，要求 ' || {{ plain('100 * rule.threshold') }} || '%：1 x ' || {{ plain('rule.rate') }} as formula_zh,
    'attained ' || {{ plain('100 * kpi.attainment') }} || ' % of ' || {{ plain('100 * rule.threshold') }} || ' % asked: 1 x ' || {{ plain('rule.rate') }} as formula_en,
    {{ kpi_evidence('kpi') }} as evidence
from {{ rules_of('when_met') }} as rule
inner join {{ ref('incentive_period') }} as period on rule.scheme_id = period.scheme_id and period.grain = 'month'
inner join {{ ref('incentive_kpi') }} as kpi on {{ kpi_of('rule', 'period') }}
where period.period_end <= {{ as_of() }} and kpi.attainment >= rule.threshold and {{ fits('rule', 'period', 'period.last_day') }}
