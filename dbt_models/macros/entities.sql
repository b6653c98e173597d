{# The entities that are staged, each with the column that tells when its rows happened (none where they have no time). #}
{% macro staged_entities() -%}
    {{ return({
        'calls': 'started_at', 'customers': none, 'contacts': none, 'opportunities': none, 'orders': 'signed_at',
        'roster': none, 'leave': none, 'adjustments': none
    }) }}
{%- endmacro %}
