{{ config(materialized='ephemeral') }}

select
    'effective_calls' as kpi_id,
    'call' as unit,
    call_unit as unit_id,
    rep_id,
    day,
    cast(1 as decimal(18, 4)) as quantity,
    file_id,
    line_no
from {{ ref('int_call__in_scope') }}
where {{ is_effective_call('effective_calls') }}
