{{ config(materialized='ephemeral') }}

{#
    A share of what other rules paid in the month that a rule of consequences.csv (`event`) names the person for is lost once
    a named person confirmed it. That month is closed by then, so it is taken in the month of the decision, or in the first
    after it that is not closed; what a month was closed with stays in it.
#}
with confirmed as (

    select
        found.rule_id as event, found.subject_id, found.period_start as named_for,
        cast(date_trunc('month', found.period_end) as date) as stands_on,
        cast(date_trunc('month', decision.decided_on) as date) as decided_in
    from {{ ref('consequence_row') }} as found
    inner join {{ ref('int_decision') }} as decision
        on decision.about = 'consequence' and found.rule_id = decision.reference and found.subject_id = decision.subject_id
        and found.period_start = decision.period_start
    where found.status = 'confirmed' and found.subject_kind = 'rep'

),

months as (

    select
        event, subject_id, named_for,
        cast(unnest(generate_series(cast(decided_in as timestamp), cast({{ as_of() }} as timestamp), interval 1 month)) as date) as month_start
    from confirmed

),

open_month as (

    select event, subject_id, named_for, min(month_start) as month_start
    from months
    anti join {{ closed_on('month_start') }}
    group by event, subject_id, named_for

),

{# Those that a month was closed with, and which; a rule that has another id since takes nothing a second time. #}
frozen as (

    select subject_id as rep_id, scheme_id, item, min(period_start) as month_start
    from {{ source('raw', 'closed_incentive_line') }}
    where subject_kind = 'rep' and starts_with(item, 'consequence ')
    group by subject_id, scheme_id, item

),

lost as (

    select
        period.basis, period.rep_id, rule.scheme_id, rule.rule_id, rule.line_no, rule.rate, rule.event, rule.of_rules,
        confirmed.named_for, confirmed.stands_on, confirmed.decided_in, base.summed,
        'consequence ' || rule.event || ' ' || confirmed.named_for as item
    from {{ month_with_sum('forfeit', ref('incentive_after_scales'), "'policy'") }}
    inner join confirmed
        on rule.event = confirmed.event and period.rep_id = confirmed.subject_id and period.month_start = confirmed.stands_on
    where base.summed > 0

),

{# What other rules took of the same lines, and of no others, in that month already. #}
gone as (

    select lost.basis, lost.rep_id, lost.scheme_id, lost.rule_id, lost.item, sum(lines.amount) as amount
    from lost
    inner join {{ ref('incentive_after_scales') }} as lines
        on lost.basis = lines.basis and lines.subject_kind = 'rep' and lost.rep_id = lines.subject_id
        and lost.scheme_id = lines.scheme_id and lost.stands_on = lines.period_start
    where lines.amount < 0 and not starts_with(lines.item, 'consequence ') and contains(lines.evidence, '; lines ')
        and not list_contains({{ listed('lost.of_rules') }}, lines.rule_id)
        and list_has_all({{ listed('lost.of_rules') }}, {{ listed("split_part(lines.evidence, '; lines ', 2)") }})
    group by all

),

{# Forfeits of the same lines follow each other, and none takes more than the ones before it left. #}
capped as (

    select
        lost.*,
        greatest(lost.summed + coalesce(gone.amount, 0), 0) as left_over,
        sum({{ money('lost.summed', 'lost.rate') }}) over (
            partition by lost.basis, lost.rep_id, lost.scheme_id, lost.stands_on, list_sort({{ listed('lost.of_rules') }})
            order by frozen.item is null, frozen.month_start, lost.decided_in, lost.line_no, lost.item
            rows unbounded preceding
        ) as asked
    from lost
    left join gone using (basis, rep_id, scheme_id, rule_id, item)
    left join frozen using (rep_id, scheme_id, item)

),

cut as (

    select
        * exclude (left_over, asked),
        cast(least(asked, left_over) - least(asked - {{ money('summed', 'rate') }}, left_over) as decimal(18, 2)) as part
    from capped

),

taken as (

    select lost.*, frozen.month_start
    from cut as lost
    inner join frozen using (rep_id, scheme_id, item)
    where lost.basis = 'would be'

    union all by name

    select lost.*, open_month.month_start
    from cut as lost
    inner join open_month
        on lost.event = open_month.event and lost.rep_id = open_month.subject_id and lost.named_for = open_month.named_for
    anti join frozen using (rep_id, scheme_id, item)
    where lost.basis = 'stands'

)

select
    basis, 'rep' as subject_kind, rep_id as subject_id, month_start as period_start, scheme_id, rule_id, line_no as rule_line,
    item,
    case when is_the_rest then part else summed end as quantity,
    case when is_the_rest then -1 else -rate end as rate,
    cast(-part as decimal(18, 2)) as amount,
    strftime(stands_on, '%Y-%m') || ' 已确认 ' || event || '：'
        || case when is_the_rest then '剩余的 ' || {{ times('part', '-1.0') }} else {{ times('summed', '-rate') }} end as formula_zh,
    event || ' of ' || strftime(stands_on, '%Y-%m') || ' was confirmed: '
        || case when is_the_rest then 'what is left, ' || {{ times('part', '-1.0') }} else {{ times('summed', '-rate') }} end as formula_en,
    item || '; lines ' || of_rules || ' of ' || strftime(stands_on, '%Y-%m') as evidence
from (select *, part < {{ money('summed', 'rate') }} as is_the_rest from taken)
where part > 0
