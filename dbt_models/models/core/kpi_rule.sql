{{ config(materialized='table') }}

{#
    The KPIs of each scheme (those that its targets or weights name, whatever the rows' dates) and how they are
    counted and judged, by the rules that a period is judged by (see scheme_rule). `is_level`: a quotient, whose
    targets are levels, never prorated or added.
#}
with defined as (

    select 'policy' as rules, used.scheme_id, used.kpi_id, kpis.kind, kpis.higher_is_better, kpis.entity
    from (
        select scheme_id, kpi_id from {{ source('policy', 'targets') }}
        union
        select scheme_id, kpi_id from {{ source('policy', 'weights') }}
    ) as used
    inner join {{ source('policy', 'kpis') }} as kpis on used.kpi_id = kpis.kpi_id

    union all

    select rules, scheme_id, kpi_id, kind, higher_is_better, entity
    from {{ source('raw', 'closed_kpi') }}

)

select *, kind in ('ratio', 'mean') as is_level
from defined
