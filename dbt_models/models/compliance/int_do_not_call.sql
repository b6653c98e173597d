{{ config(materialized='table') }}

{#
    From when to when each customer (after merges) asked not to be called: from the revision that first bore the mark, to
    the first later one that does not. A revision is as old as it says (updated_at), else as the export that brought it.
#}
with revision as (

    select
        staged.customer_id,
        coalesce(staged.do_not_call, false) as is_marked,
        coalesce(staged.updated_at, cast(file.exported_at as timestamp)) as known_at,
        file.file_no,
        staged.updated_at,
        staged.file_id,
        staged.line_no
    from {{ ref('stg_customers') }} as staged
    inner join {{ source('raw', 'file') }} as file on staged.file_id = file.file_id
    where staged.refused_column is null
        and staged.customer_id in (select customer_id from {{ ref('stg_customers') }} where do_not_call)

),

placed as (

    select
        *,
        lag(is_marked, 1, false) over in_order as was_marked
    from revision
    window in_order as (partition by customer_id order by updated_at nulls first, file_no, line_no)

),

turned as (

    select
        *,
        lead(known_at) over (partition by customer_id order by updated_at nulls first, file_no, line_no) as until_at
    from placed
    where is_marked <> was_marked

)

select
    coalesce(customers.survivor_id, turned.customer_id) as customer_id,
    turned.known_at as from_at,
    turned.until_at,
    turned.file_id,
    turned.line_no
from turned
left join {{ ref('dim_customer') }} as customers on turned.customer_id = customers.customer_id
where turned.is_marked
