{{ config(materialized='table') }}

select customer_id from {{ ref('dim_customer') }} where is_cycle_member
