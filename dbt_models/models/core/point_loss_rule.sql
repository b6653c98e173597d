{{ config(materialized='table') }}

{# By what KPIs lose their points, by the rules that a period is judged by (see scheme_rule). #}
select 'policy' as rules, scheme_id, kpi_id, subject_kind, grain, coalesce(by_kpi_id, kpi_id) as by_kpi_id, comparison, threshold,
    coalesce(after_days, 0) as after_days, valid_from, valid_to
from {{ source('policy', 'point_losses') }}

union all

select rules, scheme_id, kpi_id, subject_kind, grain, by_kpi_id, comparison, threshold, after_days, valid_from, valid_to
from {{ source('raw', 'closed_point_loss') }}
