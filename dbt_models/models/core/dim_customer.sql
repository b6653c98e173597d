{{ config(materialized='table') }}

{# Customers with their merges followed to the end. Members of a merge cycle stand for themselves. #}
with recursive customers as (

    select * from {{ ref('int_customers__latest') }}

),

merges as (

    select customer_id, merged_into from customers where merged_into is not null

),

reached as (

    select customer_id, merged_into as at_id from merges

    union

    select reached.customer_id, merges.merged_into
    from reached
    inner join merges on reached.at_id = merges.customer_id

),

cycle_member as (

    select distinct customer_id from reached where customer_id = at_id

),

sound_merge as (

    select * from merges where customer_id not in (select customer_id from cycle_member)

),

walk as (

    select customer_id, merged_into as at_id from sound_merge

    union

    select walk.customer_id, sound_merge.merged_into
    from walk
    inner join sound_merge on walk.at_id = sound_merge.customer_id

),

ends as (

    select customer_id, at_id as survivor_id
    from walk
    where at_id not in (select customer_id from sound_merge)

),

survivors as (

    select
        customers.customer_id,
        coalesce(ends.survivor_id, customers.customer_id) as survivor_id
    from customers
    left join ends on customers.customer_id = ends.customer_id

)

select
    customers.customer_id,
    survivors.survivor_id,
    customers.customer_id in (select customer_id from cycle_member) as is_cycle_member,
    coalesce(survivor.is_capable, false) as survivor_is_capable,
    customers.file_id,
    customers.line_no
from customers
inner join survivors on customers.customer_id = survivors.customer_id
left join customers as survivor on survivors.survivor_id = survivor.customer_id
