{{ config(materialized='ephemeral') }}

{{ rating_events('team_building', 'team_building') }}
