{{ config(materialized='view') }}

{{ kpi_rows('month') }}
