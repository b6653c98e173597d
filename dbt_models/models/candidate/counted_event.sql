{{ config(materialized='view') }}

select kpi_id, unit_id, rep_id, day, unit, quantity, base, team_id, file_id, line_no, outcome, closed_in
from {{ ref('int_counted_event') }}
