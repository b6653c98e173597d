{{ config(
    materialized='incremental', incremental_strategy='append',
    pre_hook="{{ forget(ref('int_pair__changed'), ['rep_id', 'day']) }}"
) }}

{#
    What was counted: one row per KPI, unit, rep and day, with the line it came from. For counts of distinct
    units these rows are the daily distinct sets that every longer period is counted from. Days of closed
    months are read as they were frozen.
#}
with changed as (

    select * from {{ ref('int_pair__changed') }}

),

events as (

    {{ all_events('calls') }}

    union all

    select * from {{ ref('int_event__crm') }}

),

open_events as (

    select events.*, rep_days.team_id, cast(null as integer) as closed_in
    from events
    inner join {{ ref('dim_rep_day') }} as rep_days on events.rep_id = rep_days.rep_id and events.day = rep_days.day
    anti join {{ source('raw', 'closed_month') }} as closed on events.day between closed.first_day and closed.last_day

),

closed_events as (

    select *
    from {{ source('raw', 'closed_counted_event') }}

)

select * from (
    select * from open_events union all by name select * from closed_events
)
{%- if is_incremental() %}
semi join changed using (rep_id, day)
{%- endif %}
