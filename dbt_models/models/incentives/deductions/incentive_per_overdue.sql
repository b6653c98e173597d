{{ config(materialized='ephemeral') }}

{# A share of what other rules pay is lost for each overdue instalment of the person, the department or the site (`seen_at`); never more than the whole. #}
with seen as (

    select
        basis, scheme_id, month_start, level, subject_id,
        count(*) as overdue,
        string_agg(instalment, ', ' order by instalment) as instalments
    from {{ ref('incentive_overdue') }}
    group by all

),

lost as (

    select
        {{ line_of('rule', 'period') }},
        base.summed as quantity,
        seen.overdue,
        -cast(least(1, rule.rate * seen.overdue) as decimal(18, 4)) as rate,
        seen.instalments || '; lines ' || rule.of_rules as evidence
    from {{ month_with_sum('per_overdue', ref('incentive_after_scales')) }}
    inner join seen
        on period.basis = seen.basis and period.scheme_id = seen.scheme_id and period.month_start = seen.month_start
        and coalesce(rule.seen_at, 'team') = seen.level
        and seen.subject_id = case seen.level when 'rep' then period.rep_id when 'team' then period.team_id else {{ setting('site_id') }} end
    where base.summed > 0

)

select
    * exclude (overdue),
    '' as item,
    {{ money('quantity', 'rate') }} as amount,
    '逾期 ' || overdue || ' 笔：' || {{ times('quantity', 'rate') }} as formula_zh,
    overdue || ' overdue: ' || {{ times('quantity', 'rate') }} as formula_en
from lost
