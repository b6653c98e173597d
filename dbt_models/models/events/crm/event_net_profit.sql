{{ config(materialized='ephemeral') }}

{# Orders that stand bring amount less cost; what was paid back of them and what after-sale cases cost takes away. #}
select
    'net_profit' as kpi_id,
    'order' as unit,
    'order ' || order_id as unit_id,
    rep_id,
    signed_on as day,
    cast(amount - coalesce(cost, 0) as decimal(18, 4)) as quantity,
    file_id,
    line_no
from {{ ref('fct_order') }}
where {{ order_stands() }} and amount is not null

union all

select 'net_profit', 'receipt', 'receipt ' || receipt_id, rep_id, received_on, cast(amount as decimal(18, 4)), file_id, line_no
from {{ ref('fct_receipt') }}
where is_known_order and {{ order_stands() }} and amount < 0

union all

select 'net_profit', 'complaint', 'complaint ' || complaint_id, rep_id, opened_on, cast(-cost as decimal(18, 4)), file_id, line_no
from {{ ref('fct_complaint') }}
where kind = 'after_sale' and cost is not null
