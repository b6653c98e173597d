{{ config(materialized='ephemeral') }}

{# How many pieces orders signed and not cancelled are for, on the day of signing. #}
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
where cancelled_at is null
