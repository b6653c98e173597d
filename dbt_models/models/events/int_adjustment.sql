{{ config(materialized='table') }}

select adjustment_id, subject_id, period, scheme_id, kpi_id, delta, file_id, line_no
from {{ ref('int_adjustments__latest') }}
where approved_by <> subject_id
