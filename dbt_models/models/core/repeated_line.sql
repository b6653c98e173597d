{{ config(materialized='table') }}

{# Lines that only repeat an earlier line of the same business key, per file: the duplicates of the row arithmetic. #}
select 'calls' as entity, file_id, count(*) as lines from {{ ref('int_call__repeat') }} group by file_id
{% for entity, key in business_keys().items() if entity != 'calls' %}
union all

select '{{ entity }}', file_id, count(*)
from (
    select
        staged.file_id,
        staged.content = lag(staged.content) over (
            partition by {{ key | join(', ') }}
            order by {{ 'updated_at nulls first, ' if entity in entities_with_updated_at() }}file.file_no, staged.line_no
        ) as is_repeat
    from {{ ref('stg_' ~ entity) }} as staged
    inner join {{ source('raw', 'file') }} as file on staged.file_id = file.file_id
    where staged.refused_column is null
)
where is_repeat
group by file_id
{% endfor %}
