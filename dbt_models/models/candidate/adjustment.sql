{{ config(materialized='view') }}

select
    adjustment_id,
    subject_kind,
    subject_id,
    period,
    grain,
    period_start,
    scheme_id,
    kpi_id,
    delta,
    approved_by,
    approved_at,
    {{ digits_hidden('reason') }} as reason,
    file_id,
    line_no
from {{ ref('int_adjustment') }}
