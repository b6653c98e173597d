{{ config(materialized='ephemeral') }}

{#
    What is left in a pool is shared out by factors (`rate`), a row of the policy for each: the department's among its
    people, the site's among all whom the scheme pays. Cut to cents, the missing ones to the largest remainders, ties by
    id: the shares are the pool. The pool's own statement shows what left it.
#}
with cut as (

    select
        {{ line_of('rule', 'period') }},
        rule.pool, pools.level, pools.pool_id, pools.paid_cents,
        pools.held_cents - pools.paid_cents as cents,
        {{ units('rule.rate', 4) }} as factor,
        sum({{ units('rule.rate', 4) }}) over (
            partition by pools.basis, pools.period_start, pools.scheme_id, pools.pool, pools.level, pools.pool_id
        ) as factors
    from {{ rules_of('pool_share') }} as rule
    inner join {{ ref('incentive_period') }} as period
        on rule.scheme_id = period.scheme_id and period.grain = 'month' and {{ fits('rule', 'period', 'period.last_day') }}
    inner join {{ ref('incentive_pool') }} as pools
        on period.basis = pools.basis and period.month_start = pools.period_start and rule.scheme_id = pools.scheme_id
        and rule.pool = pools.pool and coalesce(rule.seen_at, 'site') = pools.level
        and (pools.level = 'site' or period.team_id = pools.pool_id)
    where rule.rate > 0 and pools.held_cents > pools.paid_cents

),

shared as (

    select
        *,
        (cents * factor) // factors + case
            when row_number() over pool
                <= cents - sum((cents * factor) // factors) over whole_pool then 1
            else 0
        end as share_cents
    from cut
    window
        pool as (partition by basis, period_start, scheme_id, pool, level, pool_id order by (cents * factor) % factors desc, subject_id, rule_line),
        whole_pool as (partition by basis, period_start, scheme_id, pool, level, pool_id)

),

left_the_pool as (

    select
        basis, level as subject_kind, pool_id as subject_id, period_start, scheme_id,
        arg_min(rule_id, rule_line) as rule_id, min(rule_line) as rule_line, pool,
        sum(share_cents) as share_cents, any_value(paid_cents) as paid_cents
    from shared
    group by basis, level, pool_id, period_start, scheme_id, pool

)

select
    basis, subject_kind, subject_id, period_start, scheme_id, rule_id, rule_line,
    'pool ' || pool as item,
    {{ from_units('cents', 2) }} as quantity,
    {{ ratio('factor', 'factors', 6) }} as rate,
    {{ from_units('share_cents', 2) }} as amount,
    {{ plain(from_units('cents', 2)) }} || ' x ' || {{ plain(from_units('factor', 4)) }} || ' / ' || {{ plain(from_units('factors', 4)) }} as formula_zh,
    {{ plain(from_units('cents', 2)) }} || ' x ' || {{ plain(from_units('factor', 4)) }} || ' / ' || {{ plain(from_units('factors', 4)) }} as formula_en,
    'pool ' || pool || ' of ' || level || ' ' || pool_id as evidence
from shared

union all

select
    basis, subject_kind, subject_id, period_start, scheme_id, rule_id, rule_line,
    'pool ' || pool || ' shared out',
    {{ from_units('share_cents', 2) }},
    -1,
    {{ from_units('-share_cents', 2) }},
    '已分配',
    'shared out',
    'pool ' || pool
from left_the_pool

union all

select
    basis, subject_kind, subject_id, period_start, scheme_id, rule_id, rule_line,
    'pool ' || pool || ' paid to sellers',
    {{ from_units('paid_cents', 2) }},
    -1,
    {{ from_units('-paid_cents', 2) }},
    '已付销售人员',
    'paid to sellers',
    'pool ' || pool
from left_the_pool
where paid_cents <> 0
