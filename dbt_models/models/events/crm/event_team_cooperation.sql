{{ config(materialized='ephemeral') }}

{{ rating_events('team_cooperation', 'team_cooperation') }}
