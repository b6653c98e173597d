{{ config(materialized='view') }}

select rep_id, day, scheme_id, kpi_id, grains, target_line, per, standard, minimum, minimum_per, base_days, minimum_base_days, season_factor, season_line, available, closed_in
from {{ ref('kpi_target_day') }}
where not starts_with(grains, 'would_be_')
