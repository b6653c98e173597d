{{ config(materialized='ephemeral') }}

{# Praise of a rep (or of a customer of the rep's), on the day on which it came. #}
select
    'praise' as kpi_id,
    'complaint' as unit,
    complaint_id as unit_id,
    rep_id,
    opened_on as day,
    cast(1 as decimal(18, 4)) as quantity,
    file_id,
    line_no
from {{ ref('fct_complaint') }}
where kind = 'praise'
