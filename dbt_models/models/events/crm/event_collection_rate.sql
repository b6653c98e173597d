{{ config(materialized='ephemeral') }}

{#
    What was due of orders that stand, on the day on which it was, and of that what had come by then. A receipt without
    a due date, and what is still missing of an order, was due the policy's number of days after signing; what is
    missing never before the last due date that a receipt of the order names.
#}
with orders as (

    select *, signed_on + cast({{ kpi_parameter('collection_rate', 'days', 'signed_on') }} as integer) as expected_on
    from {{ ref('fct_order') }}
    where {{ order_stands() }} and amount is not null

),

receipts as (

    select
        receipts.receipt_id, receipts.order_id, orders.rep_id, receipts.amount, receipts.received_on,
        coalesce(receipts.due_on, orders.expected_on) as due_on, receipts.file_id, receipts.line_no
    from {{ ref('fct_receipt') }} as receipts
    inner join orders on receipts.order_id = orders.order_id
    where receipts.amount > 0 and receipts.received_on <= {{ as_of() }}

),

collected as (

    select order_id, sum(amount) as amount, max(due_on) as due_on from receipts group by order_id

)

select
    'collection_rate' as kpi_id,
    'receipt' as unit,
    'receipt ' || receipt_id as unit_id,
    rep_id,
    due_on as day,
    cast(case when received_on <= due_on then amount else 0 end as decimal(18, 4)) as quantity,
    cast(amount as decimal(18, 4)) as base,
    file_id,
    line_no
from receipts

union all

select
    'collection_rate',
    'order',
    'order ' || orders.order_id,
    orders.rep_id,
    greatest(orders.expected_on, collected.due_on),
    0,
    cast(orders.amount - coalesce(collected.amount, 0) as decimal(18, 4)),
    orders.file_id,
    orders.line_no
from orders
left join collected on orders.order_id = collected.order_id
where orders.amount > coalesce(collected.amount, 0)
