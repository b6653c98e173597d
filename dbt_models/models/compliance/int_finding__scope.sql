{{ config(materialized='ephemeral') }}

{# The calls of the reps' days that this night changed; every call on a first night. Findings about one day read calls from here. #}
-- depends_on: {{ ref('int_pair__changed') }}
select * from {{ ref('fct_call') }}
{%- if before('event', 'int_finding__calls') is not none %}
semi join {{ ref('int_pair__changed') }} using (rep_id, day)
{%- endif %}
