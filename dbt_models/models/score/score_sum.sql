{{ config(materialized='table') }}

{# score_max x sum(weight x capped attainment) / sum(weight) over the KPIs that have points: one division, rounded half up to 4 decimals. #}
select
    grain,
    period_start,
    subject_kind,
    subject_id,
    scheme_id,
    sum(weight_units) as weight_units,
    {{ whole_ratio(units('any_value(score_max)', 4) ~ ' * sum(weight_units * capped_units)', 'sum(weight_units) * 1000000') }} as score_units
from {{ ref('kpi_judged') }}
where has_points
group by all
