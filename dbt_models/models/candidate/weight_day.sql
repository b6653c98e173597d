{{ config(materialized='view') }}

select scheme_id, phase, day, grain, kpi_id, points, line_no, closed_in
from {{ ref('kpi_weight_row') }}
where not starts_with(grain, 'would_be_')
