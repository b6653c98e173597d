{{ config(materialized='view') }}

{{ score_rows('quarter') }}
