{{ config(materialized='table') }}

{# Lines that only repeat an earlier line of the same business key, per file: the duplicates of the row arithmetic. #}
{% set entities = {
    'customers': [['customer_id'], 'updated_at'], 'contacts': [['contact_id'], 'updated_at'],
    'opportunities': [['opportunity_id'], 'updated_at'], 'orders': [['order_id'], 'updated_at'],
    'roster': [['rep_id', 'valid_from'], none], 'leave': [['rep_id', 'date', 'kind'], none],
    'adjustments': [['adjustment_id'], none]
} %}
select 'calls' as entity, file_id, count(*) as lines from {{ ref('int_call__repeat') }} group by file_id
{% for entity, rule in entities.items() %}
union all

select '{{ entity }}', file_id, count(*)
from (
    select
        staged.file_id,
        staged.content = lag(staged.content) over (
            partition by {{ rule[0] | join(', ') }}
            order by {{ rule[1] ~ ' nulls first, ' if rule[1] }}file.file_no, staged.line_no
        ) as is_repeat
    from {{ ref('stg_' ~ entity) }} as staged
    inner join {{ source('raw', 'file') }} as file on staged.file_id = file.file_id
    where staged.refused_column is null
)
where is_repeat
group by file_id
{% endfor %}
