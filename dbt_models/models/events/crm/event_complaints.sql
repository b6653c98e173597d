{{ config(materialized='ephemeral') }}

{# Complaints about a rep (or of a customer of the rep's), on the day on which they were opened. #}
{{ complaint_events('complaints', 'complaint') }}
