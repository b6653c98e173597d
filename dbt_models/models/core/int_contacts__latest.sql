{{ config(materialized='table') }}

with lines as (

    {{ understood(ref('stg_contacts')) }}

),

{{ latest_revision(['contact_id'], 'updated_at') }}

select * from latest
