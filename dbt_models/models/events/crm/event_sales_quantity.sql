{{ config(materialized='ephemeral') }}

{# How many pieces orders that stand are for, on the day of signing; products that the policy lists as no unit have none. #}
select
    'sales_quantity' as kpi_id,
    'order' as unit,
    order_id as unit_id,
    rep_id,
    signed_on as day,
    cast(quantity as decimal(18, 4)) as quantity,
    file_id,
    line_no
from {{ ref('fct_order') }}
where {{ order_stands() }}
    and not {{ is_kpi_word('sales_quantity', 'not_a_unit', 'product', 'signed_on') }}
