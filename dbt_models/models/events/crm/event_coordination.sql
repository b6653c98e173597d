{{ config(materialized='ephemeral') }}

{{ rating_events('coordination', 'coordination') }}
