{{ config(materialized='ephemeral') }}

{{ rating_events('selling_skill', 'selling_skill') }}
