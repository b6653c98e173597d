{{ config(materialized='table') }}

with lines as (

    {{ understood(ref('stg_activities')) }}

),

{{ latest_revision(['activity_id'], 'updated_at') }}

select * from latest
