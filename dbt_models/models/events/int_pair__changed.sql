{{ config(materialized='table') }}

{#
    Reps and days on which anything may count differently from last night: calls that came, changed or moved;
    CRM events that differ; team, phase, availability or coverage that differs; also within closed months, for what
    they would be. Empty on a first night, when
    everything is counted.
#}
{%- set counted_before = before('event', 'int_event__live') -%}
{%- set rep_days_before = before('event', 'int_rep_day__seen') -%}
{%- set adjustments_before = before('event', 'int_adjustment__seen') -%}
{% if counted_before is none or rep_days_before is none or adjustments_before is none -%}
-- depends_on: {{ ref('int_event__crm') }}, {{ ref('int_call__old_pair') }}, {{ ref('fct_call') }}, {{ ref('int_rep_day') }}, {{ ref('int_call__affected') }}, {{ ref('int_adjustment') }}, {{ ref('int_kpi__asked') }}
select cast(null as varchar) as rep_id, cast(null as date) as day where false
{%- else -%}
{%- set crm = text_list(env_var('SCORELINE_EVENTS_CRM').split(',') | map('replace', 'event_', '', 1) | list) -%}
with crm_now as (

    select kpi_id, unit_id, rep_id, day, quantity, base, file_id, line_no from {{ ref('int_event__crm') }}
    semi join {{ ref('int_rep_day') }} using (rep_id, day)
    semi join {{ ref('int_kpi__asked') }} using (rep_id, day, kpi_id)

),

crm_before as (

    select kpi_id, unit_id, rep_id, day, quantity, base, file_id, line_no from {{ counted_before }}
    where kpi_id in {{ crm }}

),

rep_day_change as (

    select rep_id, day from (
        (select * from {{ ref('int_rep_day') }} except select * from {{ rep_days_before }})
        union all
        (select * from {{ rep_days_before }} except select * from {{ ref('int_rep_day') }})
    )

)

select rep_id, day from {{ ref('int_call__old_pair') }} where rep_id is not null and day is not null

union

select rep_id, day from {{ ref('fct_call') }} semi join {{ ref('int_call__affected') }} using (key_space, call_key)
where rep_id is not null

union

select rep_id, day from ((select * from crm_now except select * from crm_before) union all (select * from crm_before except select * from crm_now))

union

select rep_id, day from rep_day_change
{%- if judges_managers() %}

union

{#
    A manager's day chooses the targets of those who have him as their manager on it, and what is counted for them; who
    gains or loses his last rep is judged by other schemes himself.
#}
select manager_id, day from (
    select rep_id, day, manager_id from {{ ref('int_rep_day') }}
    union
    select rep_id, day, manager_id from {{ rep_days_before }}
) as managed
semi join rep_day_change using (rep_id, day)
where manager_id is not null

union

select rep_day.rep_id, rep_day.day
from (
    select rep_id, day, manager_id from {{ ref('int_rep_day') }}
    union
    select rep_id, day, manager_id from {{ rep_days_before }}
) as rep_day
semi join rep_day_change as manager on rep_day.manager_id = manager.rep_id and rep_day.day = manager.day
{%- endif %}

union

select subject_id, period_start from (
    (select * from {{ ref('int_adjustment') }} except select * from {{ adjustments_before }})
    union all
    (select * from {{ adjustments_before }} except select * from {{ ref('int_adjustment') }})
)
where kpi_id <> 'score'
{%- endif %}
