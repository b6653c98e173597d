{#
    Nights are incremental: a table keeps what earlier nights derived, and a night replaces what it changed.
    Tables that are read as they stood before this night are reached without ref(): they are made anew
    later in the same night, so a ref() would be a circle.
#}

{# The relation of a table as the last night left it, or none on the first night. #}
{% macro before(schema, name) -%}
    {%- if execute -%}
        {{ return(adapter.get_relation(database=target.database, schema=schema, identifier=name)) }}
    {%- endif -%}
    {{ return(none) }}
{%- endmacro %}

{# Whether this night derives every call: there is none yet, or nobody knows by which customers they were derived. #}
{% macro derives_every_call() -%}
    {{ return(before('core', 'fct_call') is none or before('core', 'int_identity_seen') is none) }}
{%- endmacro %}

{# Delete from this table the rows whose `columns` stand in `scope`: the pre-hook of a table that a night replaces in part. #}
{% macro forget(scope, columns) -%}
    {%- if is_incremental() -%}
        delete from {{ this }} as kept using (select distinct {{ columns | join(', ') }} from {{ scope }}) as gone
        where {% for column in columns %}kept.{{ column }} = gone.{{ column }}{{ " and " if not loop.last }}{% endfor %}
    {%- else -%}
        select 1
    {%- endif -%}
{%- endmacro %}
