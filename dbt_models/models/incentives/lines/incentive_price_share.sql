{{ config(materialized='ephemeral') }}

{# A share of what an order's price lies above its invoice price (list_amount), both of the whole order. #}
select
    {{ line_of_order('paid') }},
    'order ' || paid.order_id as item,
    cast(paid.amount - paid.list_amount as decimal(18, 4)) as quantity,
    paid.rate,
    {{ money('paid.amount - paid.list_amount', 'paid.rate') }} as amount,
    '订单 ' || paid.order_id || '：（' || {{ plain('paid.amount') }} || ' - ' || {{ plain('paid.list_amount') }} || '）x ' || {{ plain('paid.rate') }} as formula_zh,
    'order ' || paid.order_id || ': (' || {{ plain('paid.amount') }} || ' - ' || {{ plain('paid.list_amount') }} || ') x ' || {{ plain('paid.rate') }} as formula_en,
    'order ' || paid.order_id as evidence,
    paid.file_id,
    paid.file_line
from {{ paid_orders('price_share') }} as paid
where paid.amount > paid.list_amount
