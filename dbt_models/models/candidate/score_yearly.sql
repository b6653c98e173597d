{{ config(materialized='view') }}

{{ score_rows('year') }}
