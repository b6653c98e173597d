{{ config(materialized='ephemeral') }}

{#
    Other rules' lines of a month are owed only while a KPI, over the year to the month's end, is at or above `threshold`.
    Where it is not, they are taken back; but from the month `from_month` on a month that is itself at or above it keeps
    the year's share of them. Of collection_rate counts what had come by the month's end, a day late or not.
#}
with months as (

    select * from {{ ref('incentive_kpi') }} where grain = 'month' and kpi_id <> 'collection_rate'
    union all
    select * replace ('would be' as basis) from {{ ref('incentive_kpi') }}
    anti join {{ closed_on('period_end') }}
    where grain = 'month' and kpi_id <> 'collection_rate' and basis = 'stands'

),

years as (

    select
        basis, subject_kind, subject_id, scheme_id, kpi_id, period_start,
        sum({{ units('coalesce(numerator, actual)', 4) }}) over so_far as part,
        sum({{ units('coalesce(denominator, target)', 4) }}) over so_far as whole,
        {{ units('coalesce(numerator, actual)', 4) }} as month_part,
        {{ units('coalesce(denominator, target)', 4) }} as month_whole
    from months
    window so_far as (
        partition by basis, subject_kind, subject_id, scheme_id, kpi_id, year(period_start) order by period_start
    )

    union all

    select
        basis, subject_kind, subject_id, scheme_id, 'collection_rate', month_start, year_came, year_due, month_came, month_due
    from {{ ref('incentive_collected') }}

),

judged as (

    select
        {{ line_of('rule', 'period') }},
        base.summed as quantity,
        {{ ratio('kpi.part', 'kpi.whole', 6) }} as reached,
        kpi.part * 1000000 >= kpi.whole * {{ units('rule.threshold', 6) }} as is_owed,
        kpi.month_whole > 0 and kpi.month_part * 1000000 >= kpi.month_whole * {{ units('rule.threshold', 6) }}
            and month(period.month_start) >= rule.from_month as is_owed_in_part,
        {{ kpi_evidence('kpi') }} || '; lines ' || rule.of_rules as evidence
    from {{ month_with_sum('owed_while', ref('incentive_after_deductions')) }}
    inner join (select *, 'year to date' as grain from years) as kpi
        on {{ kpi_seen_at('rule', 'period') }} and kpi.period_start = period.month_start
    where kpi.whole > 0 and base.summed > 0

),

taken as (

    select
        * exclude (is_owed, is_owed_in_part),
        cast(case when is_owed_in_part then least(reached, 1) else 0 end - 1 as decimal(18, 6)) as rate,
        case when is_owed_in_part then 'in part' else 'not' end as owed
    from judged
    where not is_owed

)

select
    * exclude (reached, owed),
    '' as item,
    cast({{ units_half_up(units('quantity', 2) ~ ' * ' ~ units('rate', 6), 8, 2) }} as decimal(18, 2)) as amount,
    '本年累计 ' || {{ plain('100 * reached') }} || '%：' || {{ times('quantity', 'rate') }} as formula_zh,
    'the year so far is at ' || {{ plain('100 * reached') }} || ' %, ' || owed || ' owed: ' || {{ times('quantity', 'rate') }} as formula_en
from taken
