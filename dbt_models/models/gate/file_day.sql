{{ config(materialized='table') }}

{# How many rows of each file tell of each day: the days that an export covers. #}
{% for entity, dated in dated_entities().items() %}
select '{{ entity }}' as entity, file_id, {{ dated.day }} as day, count(*) as rows
from {{ ref('stg_' ~ entity) }}
where refused_column is null and {{ dated.day }} is not null
group by all
{{ "union all" if not loop.last }}
{% endfor %}
