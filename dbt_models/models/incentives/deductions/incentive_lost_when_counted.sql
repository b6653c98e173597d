{{ config(materialized='ephemeral') }}

{# A share of what other rules pay for a month is lost where a KPI was counted `threshold` times or more; no target scales that. #}
select
    {{ line_of('rule', 'period') }},
    '' as item,
    base.summed as quantity,
    -rule.rate as rate,
    {{ money('base.summed', '-rule.rate') }} as amount,
    '计数 ' || {{ plain('kpi.actual') }} || '，达到 ' || {{ plain('rule.threshold') }} || '：' || {{ times('base.summed', '-rule.rate') }} as formula_zh,
    'counted ' || {{ plain('kpi.actual') }} || ', ' || {{ plain('rule.threshold') }} || ' or more: ' || {{ times('base.summed', '-rule.rate') }} as formula_en,
    {{ kpi_evidence('kpi') }} || '; lines ' || rule.of_rules as evidence
from {{ month_with_sum('lost_when_counted', ref('incentive_after_scales')) }}
inner join {{ ref('incentive_kpi') }} as kpi on {{ kpi_of('rule', 'period') }}
where period.period_end <= {{ as_of() }} and kpi.actual >= rule.threshold and base.summed > 0
