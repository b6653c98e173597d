{{ config(materialized='ephemeral') }}

{# Visits (demonstrations on the customer's site) that were agreed, on the day on which they were. #}
{{ activity_events('appointments', 'visit') }}
