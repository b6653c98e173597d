{{ config(materialized='table') }}

with lines as (

    {{ understood(ref('stg_orders')) }}

),

{{ latest_revision(['order_id'], 'updated_at') }}

select * from latest
