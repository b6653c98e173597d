{{ config(materialized='ephemeral') }}

{{ rating_events('work_quality', 'work_quality') }}
