{{ config(materialized='table') }}

with lines as (

    {{ understood(ref('stg_training')) }}

),

{{ latest_revision(['rep_id', 'date', 'course'], none, deletable=false) }}

select * from latest
