{{ config(materialized='table') }}

{#
    What each pool holds in a month (`of_rules`) and what was paid out of it already (`less_rules`), in cents: the site's
    pool, or each department's, which what its people got is taken from. What that is, the rows of the pool say that are in
    force on the last day of the month so far on which any is.
#}
with months as (

    select distinct basis, scheme_id, month_start, rules, least(last_day(month_start), {{ as_of() }}) as reached_on from {{ ref('incentive_period') }} where grain = 'month'

),

dated as (

    select
        rule.*, coalesce(rule.seen_at, 'site') as level, months.basis, months.month_start,
        least(coalesce(rule.valid_to, months.reached_on), months.reached_on) as until_on
    from {{ rules_of('pool_share') }} as rule
    inner join months on rule.scheme_id = months.scheme_id and rule.rules = months.rules

),

rules as (

    select *
    from dated
    where until_on >= month_start and (valid_from is null or valid_from <= until_on)
    qualify until_on = max(until_on) over (partition by basis, scheme_id, month_start, pool, level)

),

{# Under the first of them the pool's own statement tells what left it. #}
firsts as (

    select basis, scheme_id, month_start, pool, level, arg_min(rule_id, line_no) as rule_id, min(line_no) as rule_line
    from rules
    group by all

),

parts as (

    select distinct basis, scheme_id, month_start, pool, level, unnest({{ listed('of_rules') }}) as rule_id, true as is_in from rules
    union
    select distinct basis, scheme_id, month_start, pool, level, unnest({{ listed('less_rules') }}), false from rules where less_rules is not null

),

placed as (

    select
        lines.basis, lines.period_start, lines.scheme_id, parts.pool, parts.level, parts.is_in,
        {{ units('lines.amount', 2) }} as cents,
        case
            when parts.level = 'site' then {{ setting('site_id') }}
            when lines.subject_kind = 'team' then lines.subject_id
            else seller.team_id
        end as pool_id
    from {{ ref('incentive_after_orders') }} as lines
    inner join parts
        on lines.basis = parts.basis and lines.scheme_id = parts.scheme_id and lines.period_start = parts.month_start and lines.rule_id = parts.rule_id
    left join {{ ref('incentive_period') }} as seller
        on lines.basis = seller.basis and case when lines.subject_kind = 'rep' then lines.subject_id end = seller.rep_id
        and lines.scheme_id = seller.scheme_id and seller.grain = 'month' and lines.period_start = seller.period_start

)

select
    placed.basis, placed.period_start, placed.scheme_id, placed.pool, placed.level, pool_id, firsts.rule_id, firsts.rule_line,
    cast(coalesce(sum(cents) filter (where is_in), 0) as hugeint) as held_cents,
    cast(coalesce(sum(cents) filter (where not is_in), 0) as hugeint) as paid_cents
from placed
inner join firsts
    on placed.basis = firsts.basis and placed.period_start = firsts.month_start and placed.scheme_id = firsts.scheme_id
    and placed.pool = firsts.pool and placed.level = firsts.level
where pool_id is not null
group by all
