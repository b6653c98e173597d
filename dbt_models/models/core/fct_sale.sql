{{ config(materialized='table') }}

{# Sales won, for the reward rule: orders that stand; where no orders are exported at all, opportunities won. #}
with orders as (

    select * from {{ ref('int_orders__latest') }}

)

select order_id as sale_id, 'order' as kind, rep_id, signed_on as day, file_id, line_no
from orders
where {{ order_stands() }}

union all

select opportunity_id, 'opportunity', rep_id, won_on, file_id, line_no
from {{ ref('fct_opportunity') }}
where won_on is not null and not exists (select 1 from {{ ref('stg_orders') }} where refused_column is null)
