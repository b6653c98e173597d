{{ config(materialized='table') }}

{# Reps and days that the affected calls belonged to until now: a corrected call also leaves its old day. #}
{%- set calls_before = before('core', 'fct_call') -%}
-- depends_on: {{ ref('int_call__affected') }}
{% if calls_before is none -%}
select cast(null as varchar) as rep_id, cast(null as date) as day where false
{%- else -%}
select distinct rep_id, day
from {{ calls_before }}
semi join {{ ref('int_call__affected') }} using (key_space, call_key)
{%- endif %}
