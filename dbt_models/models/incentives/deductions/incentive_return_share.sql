{{ config(materialized='ephemeral') }}

{# A share of what other rules took in a month comes back when the month, once over, meets a KPI's target (`threshold`). #}
select
    {{ line_of('rule', 'period') }},
    '' as item,
    -base.summed as quantity,
    rule.rate,
    {{ money('-base.summed', 'rule.rate') }} as amount,
    '全月达成 ' || {{ plain('100 * kpi.attainment') }} || '%，退还 ' || {{ times('-base.summed', 'rule.rate') }} as formula_zh,
    'the month attained ' || {{ plain('100 * kpi.attainment') }} || ' %, back ' || {{ times('-base.summed', 'rule.rate') }} as formula_en,
    {{ kpi_evidence('kpi') }} || '; lines ' || rule.of_rules as evidence
from {{ month_with_sum('return_share', ref('incentive_after_scales')) }}
inner join {{ ref('incentive_kpi') }} as kpi on {{ kpi_of('rule', 'period') }}
where period.period_end <= {{ as_of() }} and kpi.attainment >= rule.threshold and base.summed < 0
