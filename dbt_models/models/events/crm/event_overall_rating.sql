{{ config(materialized='ephemeral') }}

{{ rating_events('overall_rating', 'overall') }}
