{{ config(materialized='ephemeral') }}

{# Every dial is a case; an effective one is a hit. #}
select
    'effective_contact_rate' as kpi_id,
    'call' as unit,
    call_unit as unit_id,
    rep_id,
    day,
    cast(case when {{ is_effective_call('effective_contact_rate') }} then 1 else 0 end as decimal(18, 4)) as quantity,
    cast(1 as decimal(18, 4)) as base,
    file_id,
    line_no
from {{ ref('int_call__in_scope') }}
where direction = 'outbound'
