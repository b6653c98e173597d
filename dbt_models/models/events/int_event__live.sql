{{ config(
    materialized='incremental', incremental_strategy='append',
    pre_hook="{{ forget(ref('int_pair__changed'), ['rep_id', 'day']) }}"
) }}

{#
    What was counted: one row per KPI, unit, rep and day, with the line it came from, for whom a scheme asks for the KPI on
    that day. For counts of distinct
    units these rows are the daily distinct sets that every longer period is counted from. As the exports have it
    now: what stands of closed months is in int_counted_event.
#}
with changed as (

    select * from {{ ref('int_pair__changed') }}

),

events as (

    {{ all_events('calls') }}

    union all

    select * from {{ ref('int_event__crm') }}

)

select events.*, rep_days.team_id
from events
inner join {{ ref('int_rep_day') }} as rep_days on events.rep_id = rep_days.rep_id and events.day = rep_days.day
semi join {{ ref('int_kpi__asked') }} as asked
    on events.rep_id = asked.rep_id and events.day = asked.day and events.kpi_id = asked.kpi_id
{%- if is_incremental() %}
semi join changed on events.rep_id = changed.rep_id and events.day = changed.day
{%- endif %}
