{{ config(materialized='view') }}

{{ score_rows('week') }}
