{{ config(materialized='ephemeral') }}

{# So much off for every day, week or month that is over and in which a KPI stayed below a share of its target (`threshold`). #}
select
    {{ line_of('rule', 'period') }},
    cast(period.period_start as varchar) as item,
    cast(1 as decimal(18, 4)) as quantity,
    -rule.rate as rate,
    {{ money('1', '-rule.rate') }} as amount,
    period.period_start || ' 至 ' || period.period_end || '：达成 ' || {{ plain('100 * kpi.attainment') }} || '%，低于 '
        || {{ plain('100 * rule.threshold') }} || '%，扣 ' || {{ plain('rule.rate') }} as formula_zh,
    period.period_start || ' to ' || period.period_end || ': attained ' || {{ plain('100 * kpi.attainment') }} || ' %, under '
        || {{ plain('100 * rule.threshold') }} || ' %: 1 x ' || {{ plain('-rule.rate') }} as formula_en,
    {{ kpi_evidence('kpi') }} as evidence
from {{ rules_of('per_failed_period') }} as rule
inner join {{ ref('incentive_period') }} as period on rule.scheme_id = period.scheme_id and rule.per = period.grain
inner join {{ ref('incentive_kpi') }} as kpi on {{ kpi_of('rule', 'period') }}
where period.period_end <= {{ as_of() }} and kpi.attainment < rule.threshold and {{ fits('rule', 'period', 'period.last_day') }}
