{{ config(materialized='ephemeral') }}

{#
    What is left in a pool is shared out by weights: over the days of the month the factor (`rate`) of the row that holds x how
    far the day was attended; the department's among its people, the site's among all whom the scheme pays. Cut to cents, the
    missing ones to the largest remainders, ties by id: the shares are the pool. The pool's own statement shows what left it,
    also where nothing is left to share or nobody has a share.
#}
with weighed as (

    select
        {{ line_of('rule', 'person') }},
        rule.pool, coalesce(rule.seen_at, 'site') as level, rule.rate as factor,
        case coalesce(rule.seen_at, 'site') when 'site' then {{ setting('site_id') }} else person.team_id end as pool_id,
        cast(sum(person.attended) as decimal(18, 4)) as days
    from {{ rules_of('pool_share') }} as rule
    inner join {{ ref('incentive_attended') }} as person
        on rule.scheme_id = person.scheme_id and {{ fits('rule', 'person', 'person.day') }}
    where rule.rate > 0 and person.attended > 0
    group by all

),

cut as (

    select
        weighed.*, pools.rule_id as pool_rule, pools.rule_line as pool_line,
        pools.held_cents - pools.paid_cents as cents,
        {{ units('weighed.factor', 4) }} * {{ units('weighed.days', 4) }} as weight,
        sum({{ units('weighed.factor', 4) }} * {{ units('weighed.days', 4) }}) over (
            partition by pools.basis, pools.period_start, pools.scheme_id, pools.pool, pools.level, pools.pool_id
        ) as weights,
        count(*) over (
            partition by weighed.basis, weighed.subject_id, weighed.period_start, weighed.scheme_id, weighed.rule_line
        ) > 1 as is_one_of_several
    from weighed
    inner join {{ ref('incentive_pool') }} as pools using (basis, period_start, scheme_id, pool, level, pool_id)
    where pools.held_cents > pools.paid_cents

),

shared as (

    select
        *,
        (cents * weight) // weights + case
            when row_number() over pool
                <= cents - sum((cents * weight) // weights) over whole_pool then 1
            else 0
        end as share_cents
    from cut
    window
        pool as (partition by basis, period_start, scheme_id, pool, level, pool_id order by (cents * weight) % weights desc, subject_id, rule_line),
        whole_pool as (partition by basis, period_start, scheme_id, pool, level, pool_id)

),

left_the_pool as (

    select
        basis, level as subject_kind, pool_id as subject_id, period_start, scheme_id,
        pool_rule as rule_id, pool_line as rule_line, pool, sum(share_cents) as share_cents
    from shared
    group by basis, level, pool_id, period_start, scheme_id, pool, pool_rule, pool_line

)

select
    basis, subject_kind, subject_id, period_start, scheme_id, rule_id, rule_line,
    'pool ' || pool || case when is_one_of_several then ' of ' || pool_id else '' end as item,
    {{ from_units('cents', 2) }} as quantity,
    {{ ratio('weight', 'weights', 6) }} as rate,
    {{ from_units('share_cents', 2) }} as amount,
    {{ plain(from_units('cents', 2)) }} || ' x ' || {{ plain('factor') }} || ' x ' || {{ plain('days') }} || ' 天 / '
        || {{ plain(from_units('weights', 8)) }} as formula_zh,
    {{ plain(from_units('cents', 2)) }} || ' x ' || {{ plain('factor') }} || ' x ' || {{ plain('days') }} || ' days / '
        || {{ plain(from_units('weights', 8)) }} as formula_en,
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
    basis, level, pool_id, period_start, scheme_id, rule_id, rule_line,
    'pool ' || pool || ' paid to sellers',
    {{ from_units('paid_cents', 2) }},
    -1,
    {{ from_units('-paid_cents', 2) }},
    '已付销售人员',
    'paid to sellers',
    'pool ' || pool
from {{ ref('incentive_pool') }}
where paid_cents <> 0
