{{ config(materialized='table') }}

{# Every rep's day as it stands, and days of closed months once more as they would be. #}
select
    'stands' as basis, closed_in is not null as is_frozen,
    rep_id, day, team_id, manager_id, schemes, grade, phase, tenure_days, available_units
from {{ ref('dim_rep_day') }}

union all

select 'would be', false, rep_id, day, team_id, manager_id, schemes, grade, phase, tenure_days, available_units
from {{ ref('int_rep_day') }}
semi join {{ closed_on('day') }}
