{{ config(materialized='ephemeral') }}

{# A potential opportunity is a case, on the day of the accepted visit; a valid one is a hit, on the day of its confirmation. #}
select
    'lead_conversion' as kpi_id,
    'opportunity' as unit,
    'potential ' || opportunity_id as unit_id,
    visit_rep_id as rep_id,
    visit_accepted_on as day,
    cast(0 as decimal(18, 4)) as quantity,
    cast(1 as decimal(18, 4)) as base,
    file_id,
    line_no
from {{ ref('fct_opportunity') }}
where visit_accepted_on is not null and is_capable

union all

select 'lead_conversion', 'opportunity', 'valid ' || opportunity_id, confirmed_rep_id, confirmed_on, 1, 0, file_id, line_no
from {{ ref('fct_opportunity') }}
where confirmed_on is not null and confirmed_by is distinct from confirmed_rep_id
