{{ config(materialized='ephemeral') }}

{# A customer whose opportunity was confirmed as valid, by someone other than the rep who gets the credit. #}
select
    'valid_opportunities' as kpi_id,
    'customer' as unit,
    customer_id as unit_id,
    confirmed_rep_id as rep_id,
    confirmed_on as day,
    cast(1 as decimal(18, 4)) as quantity,
    arg_min(file_id, (confirmed_at, opportunity_id)) as file_id,
    arg_min(line_no, (confirmed_at, opportunity_id)) as line_no
from {{ ref('fct_opportunity') }}
where confirmed_at is not null and confirmed_by is distinct from confirmed_rep_id
group by customer_id, confirmed_rep_id, confirmed_on
