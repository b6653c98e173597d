{{ config(materialized='table') }}

with lines as (

    {{ understood(ref('stg_complaints')) }}

),

{{ latest_revision(['complaint_id'], 'updated_at') }}

select * from latest
