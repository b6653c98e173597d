{{ config(materialized='ephemeral') }}

{# So much for every unit of a KPI in a month (or `per` day or week): what was counted, corrections included. #}
select
    {{ line_of('rule', 'period') }},
    cast(period.period_start as varchar) as item,
    kpi.actual as quantity,
    rule.rate,
    {{ money('kpi.actual', 'rule.rate') }} as amount,
    {{ times('kpi.actual', 'rule.rate') }} as formula_zh,
    {{ times('kpi.actual', 'rule.rate') }} as formula_en,
    {{ kpi_evidence('kpi') }} as evidence
from {{ rules_of('per_unit') }} as rule
inner join {{ ref('incentive_period') }} as period on rule.scheme_id = period.scheme_id and coalesce(rule.per, 'month') = period.grain
inner join {{ ref('incentive_kpi') }} as kpi on {{ kpi_of('rule', 'period') }}
where kpi.actual > 0 and {{ fits('rule', 'period', 'period.last_day') }}
    and (coalesce(rule.per, 'month') <> 'week' or period.period_end <= {{ as_of() }})
