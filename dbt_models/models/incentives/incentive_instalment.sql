{{ config(materialized='table') }}

{#
    Every instalment of an order that stands, when it was due and when it was paid (null: not by the as-of day), dated
    as the KPI collection_rate dates it: a receipt without a due date, and what is still missing of an order, was due
    the policy's number of days after signing; what is missing never before the last due date that a receipt names.
#}
with orders as (

    select *, (
        select max(cast(parameter.value as integer)) from {{ source('policy', 'kpi_parameters') }} as parameter
        where parameter.kpi_id = 'collection_rate' and parameter.name = 'days' and {{ in_force('parameter', 'signed_on') }}
    ) as days
    from {{ ref('fct_order') }}
    where {{ order_stands() }}

),

receipts as (

    select
        receipts.receipt_id, receipts.order_id, orders.rep_id, orders.signed_on, receipts.amount, receipts.file_id, receipts.line_no,
        coalesce(receipts.due_on, orders.signed_on + orders.days) as due_on,
        case when receipts.received_on <= {{ as_of() }} then receipts.received_on end as paid_on
    from {{ ref('fct_receipt') }} as receipts
    inner join orders on receipts.order_id = orders.order_id
    where receipts.amount > 0

),

missing as (

    select
        orders.order_id, orders.rep_id, orders.signed_on, orders.file_id, orders.line_no,
        greatest(max(receipts.due_on), orders.signed_on + orders.days) as due_on,
        orders.amount - coalesce(sum(receipts.amount), 0) as amount
    from orders
    left join receipts on orders.order_id = receipts.order_id and receipts.paid_on is not null
    where orders.amount is not null
    group by orders.order_id, orders.rep_id, orders.file_id, orders.line_no, orders.signed_on, orders.days, orders.amount
    having orders.amount > coalesce(sum(receipts.amount), 0)

)

select 'receipt ' || receipt_id as instalment, rep_id, signed_on, cast(amount as decimal(18, 4)) as amount, due_on, paid_on, file_id, line_no
from receipts
where due_on is not null and paid_on is not null

union all

select 'order ' || order_id, rep_id, signed_on, cast(amount as decimal(18, 4)), due_on, null, file_id, line_no
from missing
where due_on is not null
