{{ config(materialized='table') }}

{# All that decides which customer a call belongs to and whether a key person was reached, as one map. #}
select 'customer' as kind, customer_id as key, survivor_id as customer_id, cast(null as boolean) as is_decision_maker, cast(null as varchar) as contact_id
from {{ ref('dim_customer') }}

union all

select 'contact', contact_id, customer_id, is_decision_maker, survivor_id
from {{ ref('dim_contact') }}

union all

select 'number', number, customer_id, is_decision_maker, contact_id
from {{ ref('dim_number') }}
