{{ config(materialized='table') }}

with lines as (

    {{ understood(ref('stg_decisions')) }}

),

{{ latest_revision(['decision_id'], 'updated_at', deletable=false) }}

select * from latest
