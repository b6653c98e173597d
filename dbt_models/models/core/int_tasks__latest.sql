{{ config(materialized='table') }}

with lines as (

    {{ understood(ref('stg_tasks')) }}

),

{{ latest_revision(['rep_id', 'date', 'kind'], none, deletable=false) }}

select * from latest
