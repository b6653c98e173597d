{{ config(materialized='ephemeral') }}

{# Call-backs to customers that the rep entered, on the day on which they were made. #}
{{ activity_events('callbacks', 'callback') }}
