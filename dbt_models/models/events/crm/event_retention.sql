{{ config(materialized='ephemeral') }}

{# Who was there on a month's first day is a case on it; who is still employed on the last day reached is a hit. #}
with months as (

    select
        rep_id,
        cast(date_trunc('month', day) as date) as month_start,
        bool_or(day_reason = 'after leaving') as has_left,
        max(day) as last_day
    from {{ ref('int_rep_day') }}
    group by rep_id, date_trunc('month', day)

)

select
    'retention' as kpi_id,
    'month' as unit,
    strftime(months.month_start, '%Y-%m') as unit_id,
    months.rep_id,
    first_day.day,
    cast(case when not has_left and last_day >= least({{ as_of() }}, last_day(month_start)) then 1 else 0 end as decimal(18, 4)) as quantity,
    cast(1 as decimal(18, 4)) as base,
    first_day.file_id,
    first_day.line_no
from months
inner join {{ ref('int_rep_day') }} as first_day on months.rep_id = first_day.rep_id and months.month_start = first_day.day
where first_day.day_reason not in ('before hire', 'after leaving')
