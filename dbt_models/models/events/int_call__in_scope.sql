{{ config(materialized='ephemeral') }}

{# The calls that this night counts anew. Call KPIs read calls from here. #}
-- depends_on: {{ ref('int_pair__changed') }}
select * from {{ ref('fct_call') }}
{%- if before('event', 'int_event__live') is not none and before('event', 'int_rep_day__seen') is not none %}
semi join {{ ref('int_pair__changed') }} using (rep_id, day)
{%- endif %}
