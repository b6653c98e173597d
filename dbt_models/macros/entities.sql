{# The entities that are staged, each with the column that tells when its rows happened (none where they have no time). #}
{% macro staged_entities() -%}
    {{ return({
        'calls': 'started_at', 'customers': none, 'contacts': none, 'opportunities': none, 'orders': 'signed_at',
        'receipts': 'received_at', 'activities': 'occurred_at', 'complaints': 'opened_at', 'surveys': 'answered_at',
        'ratings': none, 'attendance': none, 'tasks': none, 'training': none,
        'roster': none, 'leave': none, 'adjustments': none, 'decisions': none
    }) }}
{%- endmacro %}

{# Business keys by entity: rows of the same key are revisions of one thing. #}
{% macro business_keys() -%}
    {{ return({
        'calls': ['key_space', 'call_id'], 'customers': ['customer_id'], 'contacts': ['contact_id'],
        'opportunities': ['opportunity_id'], 'orders': ['order_id'], 'receipts': ['receipt_id'],
        'activities': ['activity_id'], 'complaints': ['complaint_id'], 'surveys': ['survey_id'],
        'ratings': ['subject_id', 'period', 'dimension', 'rater'], 'attendance': ['rep_id', 'date', 'event'],
        'tasks': ['rep_id', 'date', 'kind'], 'training': ['rep_id', 'date', 'course'],
        'roster': ['rep_id', 'valid_from'], 'leave': ['rep_id', 'date', 'kind'], 'adjustments': ['adjustment_id'],
        'decisions': ['decision_id']
    }) }}
{%- endmacro %}

{# Entities whose rows say when they were last changed: that decides between revisions before the export does. #}
{% macro entities_with_updated_at() -%}
    {{ return(['calls', 'customers', 'contacts', 'opportunities', 'orders', 'receipts', 'activities', 'complaints', 'surveys', 'decisions']) }}
{%- endmacro %}
