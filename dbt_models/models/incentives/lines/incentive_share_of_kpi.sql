{{ config(materialized='ephemeral') }}

{# A share of a month's sum of money that a KPI counts, up to a ceiling. #}
with shares as (

    select
        {{ line_of('rule', 'period') }},
        cast(period.period_start as varchar) as item,
        kpi.actual as quantity,
        rule.rate,
        rule.ceiling,
        {{ money('kpi.actual', 'rule.rate') }} as share,
        {{ kpi_evidence('kpi') }} as evidence
    from {{ rules_of('share_of_kpi') }} as rule
    inner join {{ ref('incentive_period') }} as period on rule.scheme_id = period.scheme_id and period.grain = 'month'
    inner join {{ ref('incentive_kpi') }} as kpi on {{ kpi_of('rule', 'period') }}
    where kpi.actual > 0 and {{ fits('rule', 'period', 'period.last_day') }}

)

select
    * exclude (ceiling, share),
    cast(least(share, coalesce(ceiling, share)) as decimal(18, 2)) as amount,
    {{ times('quantity', 'rate') }} || case when share > ceiling then '，封顶 ' || {{ plain('ceiling') }} else '' end as formula_zh,
    {{ times('quantity', 'rate') }} || case when share > ceiling then ', at most ' || {{ plain('ceiling') }} else '' end as formula_en
from shares
