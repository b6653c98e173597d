{{ config(materialized='ephemeral') }}

{#
    Visits accepted by a customer who means to decide within the policy's months, or negotiates with a rival; those
    that were lost in the visit's month came back and do not count.
#}
select
    'a_class_appointments' as kpi_id,
    'opportunity' as unit,
    opportunity_id as unit_id,
    visit_rep_id as rep_id,
    visit_accepted_on as day,
    cast(1 as decimal(18, 4)) as quantity,
    file_id,
    line_no
from {{ ref('fct_opportunity') }}
where visit_accepted_on is not null
    and (
        decision_date between visit_accepted_on
        and visit_accepted_on + to_months(cast({{ kpi_parameter('a_class_appointments', 'months', 'visit_accepted_on') }} as integer))
        or {{ is_kpi_word('a_class_appointments', 'rival_stage', 'stage', 'visit_accepted_on') }}
    )
    and (lost_on is null or date_trunc('month', lost_on) > date_trunc('month', visit_accepted_on))
