{{ config(materialized='view') }}

select entity, unit_id, rep_id, day, reason, kpi_id, file_id, line_no
from {{ ref('int_event__excluded') }}
