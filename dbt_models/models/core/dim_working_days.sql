{{ config(materialized='table') }}

{# Working days of each calendar's months, quarters and years: the bases that targets are prorated over. #}
{% for per in ['month', 'quarter', 'year'] %}
select '{{ per }}' as per, calendar_id, {{ per }}_start as base_start, count(*) filter (where is_working_day) as working_days
from {{ ref('dim_calendar_day') }}
group by all
{{ "union all" if not loop.last }}
{% endfor %}
