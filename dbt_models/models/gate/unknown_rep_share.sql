{{ config(materialized='table') }}

{# How much of what reps did since the last publication (at least on the as-of day, and in all on a first run) no roster row covers. #}
with scope as (

    select coalesce(run.previous_as_of, date '0001-01-01') as after_day, run.as_of
    from {{ source('raw', 'run') }} as run

),

events as (

    select rep_id, day from {{ ref('fct_call') }} where rep_id is not null
    union all
    select visit_rep_id, visit_accepted_on from {{ ref('fct_opportunity') }} where visit_accepted_on is not null

),

in_scope as (

    select events.*, rep_days.rep_id is null as is_unknown
    from events
    inner join scope on events.day <= scope.as_of and (events.day > scope.after_day or events.day = scope.as_of)
    left join {{ ref('dim_rep_day') }} as rep_days on events.rep_id = rep_days.rep_id and events.day = rep_days.day

)

select
    count(*) as events,
    count(*) filter (where is_unknown) as unknown_events,
    cast(coalesce(count(*) filter (where is_unknown) / nullif(count(*), 0), 0) as decimal(9, 6)) as share
from in_scope
