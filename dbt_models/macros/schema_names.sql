{# A layer's schema is named after the layer alone; no target prefix, one warehouse is one home. #}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ custom_schema_name or target.schema }}
{%- endmacro %}
