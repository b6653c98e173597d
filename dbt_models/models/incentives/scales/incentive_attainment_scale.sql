{{ config(materialized='ephemeral') }}

{#
    Paid = attainment x base: what attainment adds to or takes from other rules' lines of the month. The attainment is
    the person's own, the team's or the site's (`seen_at`), at most `ceiling`; where there is none, nothing is scaled.
#}
with scaled as (

    select
        {{ line_of('rule', 'period') }},
        base.summed as quantity,
        kpi.attainment,
        cast(least(kpi.attainment, coalesce(rule.ceiling, kpi.attainment)) - 1 as decimal(18, 6)) as rate,
        {{ kpi_evidence('kpi') }} || '; lines ' || rule.of_rules as evidence
    from {{ month_with_sum('attainment_scale', ref('incentive_after_pools')) }}
    inner join {{ ref('incentive_kpi') }} as kpi on {{ kpi_seen_at('rule', 'period') }} and kpi.grain = 'month'
        and kpi.period_start = period.month_start

)

select
    * exclude (attainment),
    '' as item,
    cast({{ units_half_up(units('quantity', 2) ~ ' * ' ~ units('rate', 6), 8, 2) }} as decimal(18, 2)) as amount,
    '达成率 ' || {{ plain('100 * attainment') }} || '%：' || {{ plain('quantity') }} || ' x (' || {{ plain('rate + 1') }} || ' - 1)' as formula_zh,
    'attainment ' || {{ plain('100 * attainment') }} || ' %: ' || {{ plain('quantity') }} || ' x (' || {{ plain('rate + 1') }} || ' - 1)' as formula_en
from scaled
where attainment is not null and rate <> 0
