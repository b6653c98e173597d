{{ config(materialized='table') }}

with lines as (

    {{ understood(ref('stg_adjustments')) }}

),

{{ latest_revision(['adjustment_id'], none, deletable=false) }}

select * from latest
