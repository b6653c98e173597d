{{ config(materialized='ephemeral') }}

{# What came in for the rep's orders, on the day on which it was received; refunds take away. #}
select
    'receipts_amount' as kpi_id,
    'receipt' as unit,
    receipt_id as unit_id,
    rep_id,
    received_on as day,
    cast(amount as decimal(18, 4)) as quantity,
    file_id,
    line_no
from {{ ref('fct_receipt') }}
where is_known_order
