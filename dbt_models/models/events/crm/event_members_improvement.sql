{{ config(materialized='ephemeral') }}

{#
    Whoever was there in a month that is over and in the one before is a case on its last day; a hit is one who sold
    something in it, and no less than in the month before. The orders of both months are listed with it.
#}
with months as (

    select * from ({{ rep_months() }})
    where last_day(month_start) <= {{ as_of() }}

),

sold as (

    select rep_id, cast(date_trunc('month', day) as date) as month_start, sum(quantity) as amount
    from {{ ref('event_sales_amount') }}
    group by all

)

select
    'members_improvement' as kpi_id,
    'month' as unit,
    strftime(months.month_start, '%Y-%m') as unit_id,
    months.rep_id,
    months.day,
    cast(case when sold.amount > 0 and sold.amount >= coalesce(sold_before.amount, 0) then 1 else 0 end as decimal(18, 4)) as quantity,
    cast(1 as decimal(18, 4)) as base,
    months.file_id,
    months.line_no
from months
semi join months as before on months.rep_id = before.rep_id and months.month_start = before.month_start + interval 1 month
left join sold on months.rep_id = sold.rep_id and months.month_start = sold.month_start
left join sold as sold_before
    on months.rep_id = sold_before.rep_id and months.month_start = sold_before.month_start + interval 1 month
