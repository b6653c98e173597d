{{ config(materialized='ephemeral') }}

{{ rating_events('proficiency', 'proficiency') }}
