{{ config(materialized='ephemeral') }}

{# Visits accepted by somebody of a level that the rep's grade of the day needs. #}
select
    'visits_at_level' as kpi_id,
    'opportunity' as unit,
    visits.opportunity_id as unit_id,
    visits.visit_rep_id as rep_id,
    visits.visit_accepted_on as day,
    cast(1 as decimal(18, 4)) as quantity,
    visits.file_id,
    visits.line_no
from {{ ref('fct_opportunity') }} as visits
inner join {{ ref('int_rep_day') }} as rep_day on visits.visit_rep_id = rep_day.rep_id and visits.visit_accepted_on = rep_day.day
where exists (
    select 1 from {{ source('policy', 'visit_levels') }} as rule
    where rule.kpi_id = 'visits_at_level' and lower(rule.level) = lower(visits.visit_with_level)
        and (rule.grade is null or rule.grade = rep_day.grade) and {{ in_force('rule', 'visits.visit_accepted_on') }}
)
