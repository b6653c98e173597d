{{ config(materialized='table') }}

with lines as (

    {{ understood(ref('stg_ratings')) }}

),

{{ latest_revision(['subject_id', 'period', 'dimension', 'rater'], none, deletable=false) }}

select * from latest
