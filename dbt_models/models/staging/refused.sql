{{ config(materialized='view') }}

{# Every line that was refused: by ingestion because it could not be read, by staging because a value does not fit. #}
select file.entity, file.file_id, file.name as file_name, refused.line_no, refused.column_name, refused.value, refused.expected
from {{ source('raw', 'refused_line') }} as refused
inner join {{ source('raw', 'file') }} as file on refused.file_id = file.file_id
{% for entity in staged_entities() %}
union all

select '{{ entity }}', staged.file_id, file.name, staged.line_no, staged.refused_column, staged.refused_value, staged.refused_expected
from {{ ref('stg_' ~ entity) }} as staged
inner join {{ source('raw', 'file') }} as file on staged.file_id = file.file_id
where staged.refused_column is not null
{% endfor %}
