{# Paths of the entity's files whose rows say which line they mend. #}
{% macro marked_files(entity) -%}
    {%- if not execute -%} {{ return([]) }} {%- endif -%}
    {%- set found = run_query(
        "select rows_path from raw.file where entity = '" ~ entity ~ "' and rows_path is not null "
        ~ "and list_has_all(from_json(unknown_columns, '[\"VARCHAR\"]'), ['refused_file', 'refused_line']) order by 1") -%}
    {{ return(found.columns[0].values() | list) }}
{%- endmacro %}
