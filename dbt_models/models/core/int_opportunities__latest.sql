{{ config(materialized='table') }}

with lines as (

    {{ understood(ref('stg_opportunities')) }}

),

{{ latest_revision(['opportunity_id'], 'updated_at') }}

select * from latest
