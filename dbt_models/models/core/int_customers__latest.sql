{{ config(materialized='table') }}

with lines as (

    {{ understood(ref('stg_customers')) }}

),

{{ latest_revision(['customer_id'], 'updated_at') }}

select * from latest
