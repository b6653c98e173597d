{{ config(materialized='table') }}

{#
    The calls that this night derives anew: those with a leg in a file that is new, or stands elsewhere among
    the others (under its old linked id as well as its new one), and those whose customer, contact or number
    now means something else. Empty on a first night, when every call is derived.
#}
{%- set calls_before = before('core', 'fct_call') -%}
{%- set identity_before = before('core', 'int_identity_seen') -%}
-- depends_on: {{ ref('int_identity') }}, {{ ref('stg_calls') }}, {{ source('raw', 'file') }}
{% if calls_before is none or identity_before is none -%}
select cast(null as varchar) as key_space, cast(null as varchar) as call_key where false
{%- else -%}
with changed_file as (

    select file_id from {{ source('raw', 'file') }} where entity = 'calls' and (is_new or is_moved)

),

changed_key as (

    select kind, key
    from (
        (select * from {{ ref('int_identity') }} except select * from {{ identity_before }})
        union all
        (select * from {{ identity_before }} except select * from {{ ref('int_identity') }})
    )

),

changed_leg as (

    select key_space, call_id from {{ ref('stg_calls') }} semi join changed_file using (file_id)

    union

    select key_space, call_id from {{ ref('stg_calls') }}
    where customer_id in (select key from changed_key where kind = 'customer')

    union

    select key_space, call_id from {{ ref('stg_calls') }}
    where contact_id in (select key from changed_key where kind = 'contact')

    union

    select key_space, call_id from {{ ref('stg_calls') }}
    where phone_number in (select key from changed_key where kind = 'number')

)

select distinct key_space, coalesce(linked_id, call_id) as call_key
from {{ ref('stg_calls') }}
semi join changed_leg using (key_space, call_id)
where refused_column is null
{%- endif %}
