{{ config(materialized='table') }}

{#
    Days, weeks and months of everybody whom rules pay: role, grade, tenure, team and manager as they were on the last
    day of it that the roster covers. What a week brings belongs to the month in which the week ends.
#}
with placed as (

    select
        periods.grain, periods.period_start, periods.period_end, person.* exclude (rules)
    from {{ ref('incentive_person_day') }} as person
    inner join {{ ref('kpi_period_day') }} as periods on person.day = periods.day and periods.grain in ('day', 'week', 'month')

)

select
    basis, grain, period_start, period_end, scheme_id, rep_id,
    cast(date_trunc('month', period_end) as date) as month_start,
    max(day) as last_day,
    {%- for column in ['team_id', 'manager_id', 'role', 'grade', 'tenure_days'] %}
    max({{ column }}) filter (where day = placed.newest) as {{ column }},
    {%- endfor %}
    max(case when basis = 'stands' and closed.keeps_pay then closed.rules else 'policy' end) as rules
from (
    select *, max(day) over (partition by basis, grain, period_start, scheme_id, rep_id) as newest from placed
) as placed
left join {{ closed_on('placed.period_end') }}
group by basis, grain, period_start, period_end, scheme_id, rep_id
