{# The entities that are staged, each with the column that tells when its rows happened (none where they have no time). #}
{% macro staged_entities() -%}
    {{ return({
        'calls': 'started_at', 'customers': none, 'contacts': none, 'opportunities': none, 'orders': 'signed_at',
        'roster': none, 'leave': none, 'adjustments': none
    }) }}
{%- endmacro %}

{# Business keys by entity: rows of the same key are revisions of one thing. #}
{% macro business_keys() -%}
    {{ return({
        'calls': ['key_space', 'call_id'], 'customers': ['customer_id'], 'contacts': ['contact_id'],
        'opportunities': ['opportunity_id'], 'orders': ['order_id'], 'roster': ['rep_id', 'valid_from'],
        'leave': ['rep_id', 'date', 'kind'], 'adjustments': ['adjustment_id']
    }) }}
{%- endmacro %}

{# Entities whose rows say when they were last changed: that decides between revisions before the export does. #}
{% macro entities_with_updated_at() -%}
    {{ return(['calls', 'customers', 'contacts', 'opportunities', 'orders']) }}
{%- endmacro %}
