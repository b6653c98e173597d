{{ config(materialized='view') }}

{{ kpi_rows('year') }}
