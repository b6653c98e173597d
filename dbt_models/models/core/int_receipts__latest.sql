{{ config(materialized='table') }}

with lines as (

    {{ understood(ref('stg_receipts')) }}

),

{{ latest_revision(['receipt_id'], 'updated_at') }}

select * from latest
