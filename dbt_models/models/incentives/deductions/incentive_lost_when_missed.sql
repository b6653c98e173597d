{{ config(materialized='ephemeral') }}

{# A share of what other rules pay for a month is lost where a KPI stayed below a share of its target (`threshold`). #}
select
    {{ line_of('rule', 'period') }},
    '' as item,
    base.summed as quantity,
    -rule.rate as rate,
    {{ money('base.summed', '-rule.rate') }} as amount,
    '达成 ' || {{ plain('100 * kpi.attainment') }} || '%，低于 ' || {{ plain('100 * rule.threshold') }} || '%：' || {{ times('base.summed', '-rule.rate') }} as formula_zh,
    'attained ' || {{ plain('100 * kpi.attainment') }} || ' %, under ' || {{ plain('100 * rule.threshold') }} || ' %: ' || {{ times('base.summed', '-rule.rate') }} as formula_en,
    {{ kpi_evidence('kpi') }} || '; lines ' || rule.of_rules as evidence
from {{ month_with_sum('lost_when_missed', ref('incentive_after_scales')) }}
inner join {{ ref('incentive_kpi') }} as kpi on {{ kpi_of('rule', 'period') }}
where period.period_end <= {{ as_of() }} and kpi.attainment < rule.threshold and base.summed > 0
