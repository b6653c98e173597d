{{ config(materialized='table') }}

{# Rows of correction files with the line that each says it mends; read from the columns that its export was given. #}
{% set marked = {} %}
{%- for entity in staged_entities() %}
{%- set paths = marked_files(entity) %}
{%- if paths %}{% do marked.update({entity: paths}) %}{% endif %}
-- depends_on: {{ ref('stg_' ~ entity) }}, {{ source('raw', 'file') }}
{%- endfor %}
{% for entity, paths in marked.items() %}
select
    rows.file_id,
    rows.line_no,
    trim(json_extract_string(rows.extra, '$.refused_file')) as refused_file,
    try_cast(trim(json_extract_string(rows.extra, '$.refused_line')) as bigint) as refused_line,
    staged.refused_column is null as is_understood
from read_parquet([{% for path in paths %}'{{ path | replace("'", "''") }}'{{ ', ' if not loop.last }}{% endfor %}]) as rows
inner join {{ ref('stg_' ~ entity) }} as staged on rows.file_id = staged.file_id and rows.line_no = staged.line_no
{{ "union all" if not loop.last }}
{% else %}
select cast(null as varchar) as file_id, cast(null as bigint) as line_no, cast(null as varchar) as refused_file, cast(null as bigint) as refused_line, cast(null as boolean) as is_understood
where false
{% endfor %}
