{{ config(materialized='ephemeral') }}

{# A share, added or (with a rate below 0) taken, of what other rules pay for the orders that this one asks for; `threshold`: a lot of at least so many. #}
with lines as (

    select * from {{ ref('incentive_after_lines') }} where starts_with(item, 'order ')

),

paid as (

    select paid.*, lines.subject_kind, lines.subject_id, cast(sum(lines.amount) as decimal(18, 2)) as summed
    from {{ paid_orders('order_share') }} as paid
    inner join {{ rules_of('order_share') }} as rule on paid.line_no = rule.line_no and paid.rules = rule.rules
    inner join lines
        on paid.basis = lines.basis and paid.scheme_id = lines.scheme_id and paid.month_start = lines.period_start
        and lines.item = 'order ' || paid.order_id and list_contains({{ listed('rule.of_rules') }}, lines.rule_id)
    group by all

)

select
    {{ line_of('paid', 'paid', 'paid.subject_kind', 'paid.subject_id') }},
    'order ' || paid.order_id as item,
    paid.summed as quantity,
    paid.rate,
    {{ money('paid.summed', 'paid.rate') }} as amount,
    '订单 ' || paid.order_id || '（一次 ' || {{ plain('paid.lot') }} || ' 台）：' || {{ times('paid.summed', 'paid.rate') }} as formula_zh,
    'order ' || paid.order_id || ' (' || {{ plain('paid.lot') }} || ' at once): ' || {{ times('paid.summed', 'paid.rate') }} as formula_en,
    'order ' || paid.order_id as evidence,
    paid.file_id,
    paid.file_line
from paid
