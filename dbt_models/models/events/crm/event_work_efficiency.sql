{{ config(materialized='ephemeral') }}

{{ rating_events('work_efficiency', 'work_efficiency') }}
