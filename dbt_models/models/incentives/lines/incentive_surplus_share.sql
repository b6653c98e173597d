{{ config(materialized='ephemeral') }}

{# A share of the surplus, amounts less costs, of a month's orders that a rule asks for; nothing of a loss. #}
with months as (

    select
        {{ line_of_order('paid') }},
        paid.rate,
        cast(sum(coalesce(paid.amount, 0)) as decimal(18, 4)) as income,
        cast(sum(coalesce(paid.cost, 0)) as decimal(18, 4)) as cost,
        'order ' || string_agg(paid.order_id, ', ' order by paid.order_id) as evidence
    from {{ paid_orders('surplus_share') }} as paid
    where paid.amount is not null or paid.cost is not null
    group by all

)

select
    * exclude (income, cost),
    '' as item,
    cast(income - cost as decimal(18, 4)) as quantity,
    {{ money('income - cost', 'rate') }} as amount,
    '（' || {{ plain('income') }} || ' - ' || {{ plain('cost') }} || '）x ' || {{ plain('rate') }} as formula_zh,
    '(' || {{ plain('income') }} || ' - ' || {{ plain('cost') }} || ') x ' || {{ plain('rate') }} as formula_en
from months
where income > cost
