{{ config(materialized='ephemeral') }}

{# Invitations to events, on the day on which they were made. #}
{{ activity_events('event_invitations', 'invitation') }}
