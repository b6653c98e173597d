{{ config(materialized='ephemeral') }}

select
    'successful_calls' as kpi_id,
    'call' as unit,
    call_unit as unit_id,
    rep_id,
    day,
    cast(1 as decimal(18, 4)) as quantity,
    success_file_id as file_id,
    success_line_no as line_no
from {{ ref('int_call__in_scope') }}
where is_successful
