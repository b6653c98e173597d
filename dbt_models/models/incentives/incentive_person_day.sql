{{ config(materialized='table') }}

{#
    Every day of everybody whom a scheme with rules pays, as it stands, and days of closed months once more as they
    would be.
#}
with schemes as (

    select distinct scheme_id from {{ source('policy', 'incentives') }}

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

select days.* exclude (schemes), schemes.scheme_id, cast(date_trunc('month', days.day) as date) as month_start
from days
inner join schemes on contains(days.schemes, ';' || schemes.scheme_id || ';')
