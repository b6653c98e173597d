{{ config(materialized='table') }}

{#
    Every day of everybody whom a scheme with rules pays, as it stands, and days of closed months once more as they
    would be. `rules`: those that a closed month was closed with, else the policy's.
#}
with schemes as (

    select distinct scheme_id from {{ ref('incentive_rule') }}

),

days as (

    select
        'stands' as basis, rep_id, day, team_id, manager_id, role, grade, tenure_days, schemes, calendar_id,
        is_working_day, day_reason, cast(fte as decimal(9, 4)) as fte
    from {{ ref('dim_rep_day') }}
    union all
    select
        'would be', rep_id, day, team_id, manager_id, role, grade, tenure_days, schemes, calendar_id,
        is_working_day, day_reason, cast(fte as decimal(9, 4)) as fte
    from {{ ref('int_rep_day') }}
    semi join {{ closed_on('day') }}

)

select days.* exclude (schemes), schemes.scheme_id, cast(date_trunc('month', days.day) as date) as month_start,
    case when days.basis = 'stands' and closed.keeps_pay then closed.rules else 'policy' end as rules
from days
inner join schemes on contains(days.schemes, ';' || schemes.scheme_id || ';')
left join {{ closed_on('days.day') }}
