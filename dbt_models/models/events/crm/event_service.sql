{{ config(materialized='ephemeral') }}

{{ rating_events('service', 'service') }}
