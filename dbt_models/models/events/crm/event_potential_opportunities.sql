{{ config(materialized='ephemeral') }}

{# A customer who accepted a visit and is a capable buyer; the day is the accepted visit's. #}
select
    'potential_opportunities' as kpi_id,
    'customer' as unit,
    customer_id as unit_id,
    visit_rep_id as rep_id,
    visit_accepted_on as day,
    cast(1 as decimal(18, 4)) as quantity,
    arg_min(file_id, (visit_accepted_at, opportunity_id)) as file_id,
    arg_min(line_no, (visit_accepted_at, opportunity_id)) as line_no
from {{ ref('fct_opportunity') }}
where visit_accepted_at is not null and is_capable
group by customer_id, visit_rep_id, visit_accepted_on
