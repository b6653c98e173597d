{# Business keys by entity: a later understood row of the same key mends a refused line. #}
{% macro business_keys() -%}
    {{ return({
        'calls': ['key_space', 'call_id'], 'customers': ['customer_id'], 'contacts': ['contact_id'],
        'opportunities': ['opportunity_id'], 'orders': ['order_id'], 'roster': ['rep_id', 'valid_from'],
        'leave': ['rep_id', 'date', 'kind'], 'adjustments': ['adjustment_id']
    }) }}
{%- endmacro %}

{# Paths of the entity's files whose rows say which line they mend. #}
{% macro marked_files(entity) -%}
    {%- if not execute -%} {{ return([]) }} {%- endif -%}
    {%- set found = run_query(
        "select rows_path from raw.file where entity = '" ~ entity ~ "' and rows_path is not null "
        ~ "and list_has_all(from_json(unknown_columns, '[\"VARCHAR\"]'), ['refused_file', 'refused_line']) order by 1") -%}
    {{ return(found.columns[0].values() | list) }}
{%- endmacro %}
