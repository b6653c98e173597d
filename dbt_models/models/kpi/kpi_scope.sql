{{ config(materialized='table') }}

{# The periods and subjects that this night computes anew: those over a rep's day that may count differently, for the team left as well as the team joined. #}
{%- set counted_before = before('kpi', 'kpi_period') -%}
{%- set rep_days_before = before('event', 'int_rep_day__seen') -%}
-- depends_on: {{ ref('int_pair__changed') }}, {{ ref('int_counted_event') }}
with subject_day as (

    {% if counted_before is none or rep_days_before is none -%}
    select subject_kind, subject_id, day from {{ ref('kpi_subject_day') }}
    {%- else -%}
    select subject_kind, subject_id, day from {{ ref('kpi_subject_day') }} semi join {{ ref('int_pair__changed') }} using (rep_id, day)
    union
    select 'rep', rep_id, day from {{ ref('int_pair__changed') }}
    union
    select 'team', team_id, day from {{ rep_days_before }} semi join {{ ref('int_pair__changed') }} using (rep_id, day) where team_id is not null
    union
    select 'site', {{ setting('site_id') }}, day from {{ ref('int_pair__changed') }}
    {%- endif %}

)

select distinct periods.grain, periods.period_start, periods.period_end, subject_day.subject_kind, subject_day.subject_id
from subject_day
inner join {{ ref('kpi_period_day') }} as periods on subject_day.day = periods.day
