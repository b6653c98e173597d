{{ config(materialized='ephemeral') }}

{# Every connected outbound call is a case, with its seconds of talk. #}
select
    'average_talk_time' as kpi_id,
    'call' as unit,
    call_unit as unit_id,
    rep_id,
    day,
    cast(talk_seconds as decimal(18, 4)) as quantity,
    cast(1 as decimal(18, 4)) as base,
    file_id,
    line_no
from {{ ref('int_call__in_scope') }}
where direction = 'outbound' and is_connected
