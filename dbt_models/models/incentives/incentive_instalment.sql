{{ config(materialized='table') }}

{#
    Every instalment of an order that stands, when it was due and when it was paid (null: not by the as-of day): receipts
    with a due date, and what is still missing of an order, due with its last instalment or, where none is known, the
    days after signing that the policy gives the KPI collection_rate.
#}
with orders as (

    select *, (
        select max(cast(parameter.value as integer)) from {{ source('policy', 'kpi_parameters') }} as parameter
        where parameter.kpi_id = 'collection_rate' and parameter.name = 'days' and {{ in_force('parameter', 'signed_on') }}
    ) as days
    from {{ ref('fct_order') }}
    where cancelled_on is null or cancelled_on > {{ as_of() }}

),

receipts as (

    select *, case when received_on <= {{ as_of() }} then received_on end as paid_on
    from {{ ref('fct_receipt') }}
    where amount > 0

),

missing as (

    select
        orders.order_id, orders.rep_id, orders.file_id, orders.line_no,
        coalesce(max(receipts.due_on), orders.signed_on + orders.days) as due_on
    from orders
    left join receipts using (order_id)
    where orders.amount is not null
    group by orders.order_id, orders.rep_id, orders.file_id, orders.line_no, orders.signed_on, orders.days, orders.amount
    having orders.amount > coalesce(sum(receipts.amount), 0)

)

select 'receipt ' || receipts.receipt_id as instalment, orders.rep_id, receipts.due_on, receipts.paid_on, receipts.file_id, receipts.line_no
from receipts
inner join orders using (order_id)
where receipts.due_on is not null

union all

select 'order ' || order_id, rep_id, due_on, null, file_id, line_no
from missing
where due_on is not null
