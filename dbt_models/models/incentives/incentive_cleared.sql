{{ config(materialized='table') }}

{# Months at whose end (or on the as-of day) nothing stands overdue any more, of everybody whose pay was withheld before. #}
with held as (

    select rep_id, min(month_start) as since from {{ ref('incentive_withheld') }} where basis = 'stands' group by rep_id
    union
    select subject_id, min(period_start) from {{ source('raw', 'closed_incentive_total') }} where withheld > 0 group by subject_id

),

months as (

    select distinct rep_id, cast(unnest(generate_series(
        cast(since + interval 1 month as timestamp), cast({{ as_of() }} as timestamp), interval 1 month
    )) as date) as month_start
    from held

)

select rep_id, month_start
from months
where not exists (
    select 1 from {{ ref('incentive_instalment') }} as instalment
    where instalment.rep_id = months.rep_id
        and instalment.due_on < least(last_day(months.month_start), {{ as_of() }})
        and (instalment.paid_on is null or instalment.paid_on > least(last_day(months.month_start), {{ as_of() }}))
)
