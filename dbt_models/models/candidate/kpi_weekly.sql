{{ config(materialized='view') }}

{{ kpi_rows('week') }}
