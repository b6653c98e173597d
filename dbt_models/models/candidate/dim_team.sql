{{ config(materialized='table') }}

select team_id, min(day) as first_day, max(day) as last_day, count(distinct rep_id) as reps
from {{ ref('dim_rep_day') }}
where team_id is not null
group by team_id
