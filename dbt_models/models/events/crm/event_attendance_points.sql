{{ config(materialized='ephemeral') }}

{{ balance_events('attendance_points') }}
