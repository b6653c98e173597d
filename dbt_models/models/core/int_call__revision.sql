{{ config(materialized='table', meta={'view_of_every_call': true}) }}

{#
    Legs of the affected calls, each in the revision that holds; `is_gone`: it was deleted, or a newer snapshot
    lacks it. `is_repeat` marks further lines with equal content. A night that derives every call reads them once, without a
    copy.
#}
-- depends_on: {{ ref('int_call__affected') }}, {{ ref('int_identity') }}
with lines as (

    {{ understood(ref('stg_calls')) }}
    {%- if not derives_every_call() %}
    and (staged.key_space, staged.call_id) in (
        select (key_space, call_id) from {{ ref('stg_calls') }} as leg
        where (leg.key_space, coalesce(leg.linked_id, leg.call_id)) in (select (key_space, call_key) from {{ ref('int_call__affected') }})
    )
    {%- endif %}

),

{{ latest_revision(['key_space', 'call_id']) }}

select * exclude (is_absent), is_absent or coalesce(is_deleted, false) as is_gone, false as is_repeat from last_revision

union all

select * exclude (starts_run, run_no), false as is_gone, true as is_repeat
from revision_of_many
where not starts_run
