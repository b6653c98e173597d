{{ config(materialized='ephemeral') }}

{# A valid opportunity is a case, on the day of its confirmation; a contract is a hit, on the day of signing. #}
select
    'signing_rate' as kpi_id,
    'opportunity' as unit,
    'opportunity ' || opportunity_id as unit_id,
    confirmed_rep_id as rep_id,
    confirmed_on as day,
    cast(0 as decimal(18, 4)) as quantity,
    cast(1 as decimal(18, 4)) as base,
    file_id,
    line_no
from {{ ref('fct_opportunity') }}
where confirmed_on is not null and confirmed_by is distinct from confirmed_rep_id

union all

select 'signing_rate', 'order', 'order ' || order_id, rep_id, signed_on, 1, 0, file_id, line_no
from {{ ref('fct_order') }}
where {{ order_stands() }}
