{{ config(materialized='ephemeral') }}

{# One row per customer, rep and day, shown by the day's first connected call with that customer, whoever called. #}
select
    'customers_handled' as kpi_id,
    'customer' as unit,
    customer_unit as unit_id,
    rep_id,
    day,
    cast(1 as decimal(18, 4)) as quantity,
    arg_min(file_id, (started_at, call_unit)) as file_id,
    arg_min(line_no, (started_at, call_unit)) as line_no
from {{ ref('int_call__in_scope') }}
where direction in ('outbound', 'inbound') and is_connected and customer_unit is not null
group by customer_unit, rep_id, day
