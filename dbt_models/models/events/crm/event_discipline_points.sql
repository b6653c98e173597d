{{ config(materialized='ephemeral') }}

{{ balance_events('discipline_points') }}
