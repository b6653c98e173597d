{{ config(materialized='table') }}

select
    contacts.contact_id,
    coalesce(customers.survivor_id, contacts.customer_id) as customer_id,
    coalesce(contacts.is_decision_maker, false) as is_decision_maker,
    contacts.phone_number,
    contacts.mobile_number,
    contacts.file_id,
    contacts.line_no
from {{ ref('int_contacts__latest') }} as contacts
left join {{ ref('dim_customer') }} as customers on contacts.customer_id = customers.customer_id
