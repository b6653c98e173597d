{{ config(materialized='table') }}

{#
    One row per phone number that a contact bears, a merged contact's for its survivor. On several contacts,
    the smallest contact_id holds.
#}
with numbers as (

    select phone_number as number, survivor_id as contact_id, customer_id, is_decision_maker from {{ ref('dim_contact') }}
    where phone_number is not null

    union

    select mobile_number, survivor_id, customer_id, is_decision_maker from {{ ref('dim_contact') }}
    where mobile_number is not null

)

select
    number,
    min(contact_id) as contact_id,
    arg_min(struct_pack(v := customer_id), contact_id).v as customer_id,
    arg_min(is_decision_maker, contact_id) as is_decision_maker,
    count(*) as contacts,
    count(distinct customer_id) as customers
from numbers
group by number
