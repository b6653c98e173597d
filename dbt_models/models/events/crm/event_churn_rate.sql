{{ config(materialized='ephemeral') }}

{#
    Every order that stands is a case on the day on which the policy's number of days have passed since it was signed;
    a customer who has signed no other by then is lost to the rep of that order.
#}
with orders as (

    select
        order_id, rep_id, customer_id, signed_at, signed_on, file_id, line_no,
        signed_on + cast({{ kpi_parameter('churn_rate', 'days', 'signed_on') }} as integer) as until_on
    from {{ ref('fct_order') }}
    where {{ order_stands() }} and customer_id is not null

),

followed as (

    select orders.*, lead(signed_on) over (partition by customer_id order by signed_at, order_id) as next_on from orders

)

select
    'churn_rate' as kpi_id,
    'order' as unit,
    order_id as unit_id,
    rep_id,
    until_on as day,
    cast(case when next_on <= until_on then 0 else 1 end as decimal(18, 4)) as quantity,
    cast(1 as decimal(18, 4)) as base,
    file_id,
    line_no
from followed
