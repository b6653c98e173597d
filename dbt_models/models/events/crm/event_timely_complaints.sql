{{ config(materialized='ephemeral') }}

{# Every complaint is a case, unless it is open and its hours have not run out; one resolved within them is a hit. #}
with complaints as (

    select
        *,
        opened_at + to_minutes(cast(60 * {{ kpi_parameter('timely_complaints', 'hours', 'opened_on') }} as bigint)) as due_at,
        {{ from_site_time('cast(' ~ as_of() ~ ' + 1 as timestamp)') }} as night
    from {{ ref('fct_complaint') }}
    where kind = 'complaint'

)

select
    'timely_complaints' as kpi_id,
    'complaint' as unit,
    complaint_id as unit_id,
    rep_id,
    opened_on as day,
    cast(case when resolved_at <= due_at then 1 else 0 end as decimal(18, 4)) as quantity,
    cast(1 as decimal(18, 4)) as base,
    file_id,
    line_no
from complaints
where due_at < night or resolved_at < night
