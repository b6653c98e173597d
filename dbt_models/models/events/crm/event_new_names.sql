{{ config(materialized='ephemeral') }}

{# Contacts that the rep entered with company, name, phone and industry, on the day on which they were created; merged ones are one. #}
with contacts as (

    select * from {{ ref('int_contacts__latest') }}
    where is_deleted is not true and created_by is not null and created_on is not null

),

people as (

    select contact_id, survivor_id, customer_id from {{ ref('dim_contact') }}

),

companies as (

    select customer_id, name, industry from {{ ref('int_customers__latest') }} where is_deleted is not true

)

select
    'new_names' as kpi_id,
    'contact' as unit,
    people.survivor_id as unit_id,
    contacts.created_by as rep_id,
    contacts.created_on as day,
    cast(1 as decimal(18, 4)) as quantity,
    arg_min(contacts.file_id, (contacts.created_at, contacts.contact_id)) as file_id,
    arg_min(contacts.line_no, (contacts.created_at, contacts.contact_id)) as line_no
from contacts
inner join people on contacts.contact_id = people.contact_id
inner join companies on people.customer_id = companies.customer_id
where contacts.name is not null and coalesce(contacts.phone, contacts.mobile) is not null
    and companies.name is not null and companies.industry is not null
group by people.survivor_id, contacts.created_by, contacts.created_on
