{{ config(materialized='table') }}

with lines as (

    {{ understood(ref('stg_leave')) }}

),

{{ latest_revision(['rep_id', 'date', 'kind'], none) }}

select * from latest
