{{ config(materialized='view') }}

{{ score_rows('month') }}
