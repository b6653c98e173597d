{{ config(materialized='table') }}

{# One row per order: its rep, the customer after merges (the opportunity's where it names none), when it was signed and cancelled, its amounts. #}
with orders as (

    select * from {{ ref('int_orders__latest') }}

),

opportunities as (

    select opportunity_id, customer_id from {{ ref('fct_opportunity') }}

),

customers as (

    select customer_id, survivor_id from {{ ref('dim_customer') }}

)

select
    orders.order_id,
    orders.rep_id,
    coalesce(customers.survivor_id, orders.customer_id, opportunities.customer_id) as customer_id,
    orders.opportunity_id,
    orders.signed_at,
    orders.signed_on,
    orders.cancelled_at,
    orders.cancelled_on,
    orders.product,
    coalesce(orders.quantity, 1) as quantity,
    orders.amount,
    orders.list_amount,
    orders.cost,
    orders.channel,
    orders.region,
    orders.stock_kind,
    orders.brand,
    orders.payment_kind,
    orders.file_id,
    orders.line_no
from orders
left join customers on orders.customer_id = customers.customer_id
left join opportunities on orders.opportunity_id = opportunities.opportunity_id
