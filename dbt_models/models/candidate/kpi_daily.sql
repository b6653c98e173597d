{{ config(materialized='view') }}

{{ kpi_rows('day') }}
