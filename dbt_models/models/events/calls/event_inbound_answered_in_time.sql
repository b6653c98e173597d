{{ config(materialized='ephemeral') }}

{#
    Every inbound call is a case, except one that was answered after a ring of which nothing is told; a hit is one
    that was answered within the ring that the policy allows.
#}
select
    'inbound_answered_in_time' as kpi_id,
    'call' as unit,
    call_unit as unit_id,
    rep_id,
    day,
    cast(case when is_connected and ring_seconds <= {{ kpi_parameter('inbound_answered_in_time', 'max_ring_seconds', 'day') }} then 1 else 0 end as decimal(18, 4)) as quantity,
    cast(1 as decimal(18, 4)) as base,
    file_id,
    line_no
from {{ ref('int_call__in_scope') }}
where direction = 'inbound' and (not is_connected or ring_seconds is not null)
