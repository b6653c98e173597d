{{ config(materialized='ephemeral') }}

{# Amounts of orders that stand for products that the policy lists, on the day of signing. #}
select
    'key_product_sales' as kpi_id,
    'order' as unit,
    order_id as unit_id,
    rep_id,
    signed_on as day,
    cast(amount as decimal(18, 4)) as quantity,
    file_id,
    line_no
from {{ ref('fct_order') }}
where {{ order_stands() }} and amount is not null
    and {{ is_kpi_word('key_product_sales', 'product', 'product', 'signed_on') }}
