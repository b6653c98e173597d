{{ config(materialized='ephemeral') }}

{# Opportunities with need, date, owner and budget that somebody other than the rep confirmed, on the day of that. #}
select
    'complete_opportunities' as kpi_id,
    'opportunity' as unit,
    opportunity_id as unit_id,
    confirmed_rep_id as rep_id,
    confirmed_on as day,
    cast(1 as decimal(18, 4)) as quantity,
    file_id,
    line_no
from {{ ref('fct_opportunity') }}
where confirmed_on is not null and confirmed_by is distinct from confirmed_rep_id
    and need is not null and decision_date is not null and owner_contact is not null and budget is not null
