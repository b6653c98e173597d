{{ config(materialized='table') }}

{# The adjustments that count: approved by somebody other than the subject, and about something that there is. #}
select
    adjustment_id,
    subject_kind,
    subject_id,
    period,
    grain,
    period_start,
    period_end,
    scheme_id,
    kpi_id,
    cast(delta as decimal(18, 4)) as delta,
    approved_by,
    approved_at,
    reason,
    file_id,
    line_no
from {{ ref('int_adjustment__judged') }}
where refused_column is null
