{{ config(materialized='ephemeral') }}

{# Follow-ups that the rep entered, on the day on which they were done. #}
{{ activity_events('follow_ups', 'follow_up') }}
