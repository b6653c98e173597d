{{ config(materialized='ephemeral') }}

{{ rating_events('service_standard', 'service_standard') }}
