{{ config(materialized='table') }}

{#
    Contacts with their merges followed to the end, each with its own numbers and what its survivor says: its
    customer (after merges) and whether it decides. Contacts that were deleted, or merged into one that was,
    are left out.
#}
with recursive known as (

    select * from {{ ref('int_contacts__latest') }}

),

{{ followed_merges('contact_id', only_known=true) }},

contacts as (

    select contact_id, phone_number, mobile_number, file_id, line_no from known
    where is_deleted is not true or contact_id in (select contact_id from merger)

    union all

    select contact_id, null, null, file_id, line_no from merger
    where contact_id not in (select contact_id from known)

)

select
    contacts.contact_id,
    survivor.contact_id as survivor_id,
    contacts.contact_id in (select contact_id from cycle_member) as is_cycle_member,
    coalesce(customers.survivor_id, survivor.customer_id) as customer_id,
    coalesce(survivor.is_decision_maker, false) as is_decision_maker,
    contacts.phone_number,
    contacts.mobile_number,
    contacts.file_id,
    contacts.line_no
from contacts
left join merge_end on contacts.contact_id = merge_end.contact_id
inner join known as survivor
    on coalesce(merge_end.survivor_id, contacts.contact_id) = survivor.contact_id and survivor.is_deleted is not true
left join {{ ref('dim_customer') }} as customers on survivor.customer_id = customers.customer_id
