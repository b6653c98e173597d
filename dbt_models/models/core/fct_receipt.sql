{{ config(materialized='table') }}

{# One row per receipt, credited to the rep of its order; nobody's where the order is not known. #}
with receipts as (

    select * from {{ ref('int_receipts__latest') }}

),

orders as (

    select order_id, rep_id, customer_id, signed_on, cancelled_on from {{ ref('fct_order') }}

)

select
    receipts.receipt_id,
    receipts.order_id,
    orders.order_id is not null as is_known_order,
    orders.rep_id,
    orders.customer_id,
    orders.signed_on,
    orders.cancelled_on,
    receipts.received_at,
    receipts.received_on,
    receipts.amount,
    receipts.instalment_no,
    receipts.due_at,
    receipts.due_on,
    receipts.file_id,
    receipts.line_no
from receipts
left join orders on receipts.order_id = orders.order_id
