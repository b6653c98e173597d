{{ config(materialized='table') }}

{# The KPIs of each scheme with how they are counted and judged. #}
select used.scheme_id, used.kpi_id, kpis.kind, kpis.higher_is_better, kpis.entity
from {{ ref('scheme_kpi') }} as used
inner join {{ source('policy', 'kpis') }} as kpis on used.kpi_id = kpis.kpi_id
