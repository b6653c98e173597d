{{ config(materialized='view') }}

select period_start, subject_kind, subject_id, scheme_id, kpi_id, column_name, frozen_value, would_be_value, difference
from {{ ref('would_change_row') }}
