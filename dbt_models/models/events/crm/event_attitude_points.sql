{{ config(materialized='ephemeral') }}

{{ balance_events('attitude_points') }}
