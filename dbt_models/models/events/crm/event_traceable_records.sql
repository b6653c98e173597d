{{ config(materialized='ephemeral') }}

{# Contacts dealt with on a day whose record is whole, notes of that day included; twice on a day is once. #}
{{ record_events('traceable_records', 'contact', contacts_dealt_with()) }}
