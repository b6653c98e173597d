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

{# Those that a month was closed with, and which. #}
frozen as (

    select subject_id as rep_id, scheme_id, rule_id, item, period_start as month_start
    from {{ source('raw', 'closed_incentive_line') }}
    where subject_kind = 'rep' and starts_with(item, 'consequence ')

),

lost as (

    select
        period.basis, period.rep_id, rule.scheme_id, rule.rule_id, rule.line_no, rule.rate, rule.event, rule.of_rules,
        confirmed.named_for, confirmed.stands_on, base.summed,
        'consequence ' || rule.event || ' ' || confirmed.named_for as item
    from {{ month_with_sum('forfeit', ref('incentive_after_scales'), "'policy'") }}
    inner join confirmed
        on rule.event = confirmed.event and period.rep_id = confirmed.subject_id and period.month_start = confirmed.stands_on
    where base.summed > 0

),

taken as (

    select lost.*, frozen.month_start
    from lost
    inner join frozen using (rep_id, scheme_id, rule_id, item)
    where lost.basis = 'would be'

    union all by name

    select lost.*, open_month.month_start
    from lost
    inner join open_month
        on lost.event = open_month.event and lost.rep_id = open_month.subject_id and lost.named_for = open_month.named_for
    anti join frozen using (rep_id, scheme_id, rule_id, item)
    where lost.basis = 'stands'

)

select
    basis, 'rep' as subject_kind, rep_id as subject_id, month_start as period_start, scheme_id, rule_id, line_no as rule_line,
    item,
    summed as quantity,
    -rate as rate,
    {{ money('summed', '-rate') }} as amount,
    strftime(stands_on, '%Y-%m') || ' 已确认 ' || event || '：' || {{ times('summed', '-rate') }} as formula_zh,
    event || ' of ' || strftime(stands_on, '%Y-%m') || ' was confirmed: ' || {{ times('summed', '-rate') }} as formula_en,
    item || '; lines ' || of_rules || ' of ' || strftime(stands_on, '%Y-%m') as evidence
from taken
