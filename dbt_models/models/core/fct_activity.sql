{{ config(materialized='table') }}

{#
    One row per activity with whom it was: the customer named (after merges), else the contact's, else that of the
    phone's contact, else the number itself as a keyed hash. `number` is E.164, for matching with the phone system.
#}
with activities as (

    select * from {{ ref('int_activities__latest') }}

),

customers as (

    select customer_id, survivor_id from {{ ref('dim_customer') }}

),

contacts as (

    select contact_id, survivor_id, customer_id from {{ ref('dim_contact') }}

),

numbers as (

    select number, contact_id, customer_id from {{ ref('dim_number') }}

)

select
    activities.activity_id,
    activities.kind,
    activities.rep_id,
    coalesce(customers.survivor_id, activities.customer_id, contacts.customer_id, numbers.customer_id) as customer_id,
    coalesce(
        customers.survivor_id, activities.customer_id, contacts.customer_id, numbers.customer_id,
        {{ number_unit('activities.phone_number') }}
    ) as customer_unit,
    coalesce(contacts.survivor_id, numbers.contact_id) as contact_id,
    activities.phone_number as number,
    activities.occurred_at,
    activities.occurred_on,
    activities.due_at,
    activities.due_on,
    activities.text is not null as has_text,
    activities.file_id,
    activities.line_no
from activities
left join customers on activities.customer_id = customers.customer_id
left join contacts on activities.contact_id = contacts.contact_id
left join numbers on activities.phone_number = numbers.number
