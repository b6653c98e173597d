{{ config(materialized='ephemeral') }}

{# The rep's available day, or its part, is the case; every dial adds to it. Days off bear no case. #}
select
    'dials_per_day' as kpi_id,
    'call' as unit,
    call_unit as unit_id,
    rep_id,
    day,
    cast(1 as decimal(18, 4)) as quantity,
    cast(0 as decimal(18, 4)) as base,
    file_id,
    line_no
from {{ ref('int_call__in_scope') }}
where direction = 'outbound'

union all

select
    'dials_per_day',
    'day',
    strftime(day, '%Y-%m-%d'),
    rep_id,
    day,
    0,
    {{ available_days('available_units') }},
    file_id,
    line_no
from {{ ref('int_rep_day') }}
where available_units > 0
