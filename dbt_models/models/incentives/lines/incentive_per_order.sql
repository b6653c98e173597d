{{ config(materialized='ephemeral') }}

{# So much for every piece of the orders that a rule asks for, to the seller, the region's department or the pool. #}
select
    {{ line_of_order('paid') }},
    'order ' || paid.order_id as item,
    paid.quantity,
    paid.rate,
    {{ money('paid.quantity', 'paid.rate') }} as amount,
    '订单 ' || paid.order_id || '：' || {{ times('paid.quantity', 'paid.rate') }} as formula_zh,
    'order ' || paid.order_id || ': ' || {{ times('paid.quantity', 'paid.rate') }} as formula_en,
    'order ' || paid.order_id as evidence,
    paid.file_id,
    paid.file_line
from {{ paid_orders('per_order') }} as paid
where paid.quantity > 0
