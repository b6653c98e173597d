{{ config(materialized='table') }}

{#
    Customers with their merges followed to the end. Members of a merge cycle stand for themselves. Deleted
    ones are left out unless they were merged; one of whom only a survivor's list tells is shown by that line.
#}
with recursive known as (

    select * from {{ ref('int_customers__latest') }}

),

{{ followed_merges('customer_id') }},

customers as (

    select customer_id, file_id, line_no from known where is_deleted is not true or merged_into is not null

    union all

    select merger.customer_id, merger.file_id, merger.line_no
    from merger
    anti join (select customer_id from known where is_deleted is not true or merged_into is not null) as own
        on merger.customer_id = own.customer_id

)

select
    customers.customer_id,
    coalesce(merge_end.survivor_id, customers.customer_id) as survivor_id,
    customers.customer_id in (select customer_id from cycle_member) as is_cycle_member,
    coalesce(survivor.is_capable, false) as survivor_is_capable,
    customers.file_id,
    customers.line_no
from customers
left join merge_end on customers.customer_id = merge_end.customer_id
left join known as survivor
    on coalesce(merge_end.survivor_id, customers.customer_id) = survivor.customer_id and survivor.is_deleted is not true
