{{ config(materialized='table') }}

select 'customer' as entity, customer_id as id from {{ ref('dim_customer') }} where is_cycle_member

union all

select 'contact', contact_id from {{ ref('dim_contact') }} where is_cycle_member
