{{ config(materialized='ephemeral') }}

{# So much for every customer of a month whose orders a rule asks for, with the first of them and by
    the row that held on its day: pay names no customers. #}
with first_orders as (

    select *
    from {{ paid_orders('per_customer') }} as paid
    qualify row_number() over (
        partition by basis, payee, payee_id, scheme_id, rule_id, month_start, buyer order by day, order_id, line_no
    ) = 1

)

select
    {{ line_of_order('paid') }},
    'order ' || paid.order_id as item,
    cast(1 as decimal(18, 4)) as quantity,
    paid.rate,
    {{ money('1', 'paid.rate') }} as amount,
    '订单 ' || paid.order_id || ' 的客户：' || {{ times('1.0', 'paid.rate') }} as formula_zh,
    'customer of order ' || paid.order_id || ': ' || {{ times('1.0', 'paid.rate') }} as formula_en,
    'order ' || paid.order_id as evidence,
    paid.file_id,
    paid.file_line
from first_orders as paid
