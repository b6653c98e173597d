{{ config(materialized='ephemeral') }}

{# So much off for every whole unit that a KPI is short of its target in a day, week or month that is over (`per`). #}
with short as (

    select
        {{ line_of('rule', 'period') }},
        cast(period.period_start as varchar) as item,
        cast(floor(kpi.target - kpi.actual) as decimal(18, 4)) as quantity,
        -rule.rate as rate,
        kpi.actual,
        kpi.target,
        {{ kpi_evidence('kpi') }} as evidence
    from {{ rules_of('per_shortfall') }} as rule
    inner join {{ ref('incentive_period') }} as period on rule.scheme_id = period.scheme_id and rule.per = period.grain
    inner join {{ ref('incentive_kpi') }} as kpi on {{ kpi_of('rule', 'period') }}
    where period.period_end <= {{ as_of() }} and {{ fits('rule', 'period', 'period.last_day') }}

)

select
    basis, subject_kind, subject_id, period_start, scheme_id, rule_id, rule_line, item, quantity, rate,
    {{ money('quantity', 'rate') }} as amount,
    item || '：' || {{ plain('target') }} || ' 的标准完成 ' || {{ plain('actual') }} || '，缺 ' || {{ times('quantity', 'rate') }} as formula_zh,
    item || ': ' || {{ plain('actual') }} || ' of ' || {{ plain('target') }} || ', missing ' || {{ times('quantity', 'rate') }} as formula_en,
    evidence
from short
where quantity > 0
