{{ config(materialized='ephemeral') }}

select
    'dials' as kpi_id,
    'call' as unit,
    call_unit as unit_id,
    rep_id,
    day,
    cast(1 as decimal(18, 4)) as quantity,
    file_id,
    line_no,
    outcome
from {{ ref('int_call__in_scope') }}
where direction = 'outbound'
