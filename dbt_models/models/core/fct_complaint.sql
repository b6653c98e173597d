{{ config(materialized='table') }}

{# One row per complaint, praise or after-sale case, of the rep named, else of the rep who looks after the customer. #}
with complaints as (

    select * from {{ ref('int_complaints__latest') }}

),

owners as (

    {{ customer_owners() }}

)

select
    complaints.complaint_id,
    coalesce(complaints.kind, 'complaint') as kind,
    coalesce(complaints.rep_id, owners.owner_rep_id) as rep_id,
    coalesce(owners.survivor_id, complaints.customer_id) as customer_id,
    complaints.opened_at,
    complaints.opened_on,
    complaints.resolved_at,
    complaints.resolved_on,
    complaints.cost,
    complaints.file_id,
    complaints.line_no
from complaints
left join owners on complaints.customer_id = owners.customer_id
