{{ config(materialized='table') }}

with lines as (

    {{ understood(ref('stg_roster')) }}

),

{{ latest_revision(['rep_id', 'valid_from'], none, deletable=false) }}

select * from latest
