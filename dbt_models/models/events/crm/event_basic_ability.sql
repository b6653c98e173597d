{{ config(materialized='ephemeral') }}

{{ rating_events('basic_ability', 'basic_ability') }}
