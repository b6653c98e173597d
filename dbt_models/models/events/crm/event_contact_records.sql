{{ config(materialized='ephemeral') }}

{# Contacts entered on a day whose record is whole. #}
{{ record_events('contact_records', 'contact', entered_contacts()) }}
