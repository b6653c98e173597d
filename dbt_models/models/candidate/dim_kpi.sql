{{ config(materialized='table') }}

select kpi_id, name_zh, name_en, unit, kind, higher_is_better
from {{ source('policy', 'kpis') }}
