{{ config(materialized='table') }}

with lines as (

    {{ understood(ref('stg_attendance')) }}

),

{{ latest_revision(['rep_id', 'date', 'event'], none, deletable=false) }}

select * from latest
