{{ config(materialized='table') }}

with lines as (

    {{ understood(ref('stg_surveys')) }}

),

{{ latest_revision(['survey_id'], 'updated_at') }}

select * from latest
