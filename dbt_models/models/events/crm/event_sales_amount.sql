{{ config(materialized='ephemeral') }}

{# What orders that stand amount to, on the day of signing. #}
select
    'sales_amount' as kpi_id,
    'order' as unit,
    order_id as unit_id,
    rep_id,
    signed_on as day,
    cast(amount as decimal(18, 4)) as quantity,
    file_id,
    line_no
from {{ ref('fct_order') }}
where {{ order_stands() }} and amount is not null
