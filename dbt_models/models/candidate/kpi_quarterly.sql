{{ config(materialized='view') }}

{{ kpi_rows('quarter') }}
