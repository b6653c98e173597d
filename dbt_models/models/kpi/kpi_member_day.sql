{{ config(materialized='table') }}

{# Every rep's day under every scheme that judged the rep on it. #}
select
    rep_day.basis,
    rep_day.is_frozen,
    rep_day.rep_id,
    rep_day.day,
    scheme.scheme_id,
    rep_day.phase,
    rep_day.grade,
    rep_day.tenure_days,
    rep_day.available_units
from {{ ref('kpi_rep_day') }} as rep_day
inner join (
    select distinct scheme_id from {{ ref('scheme_rule') }}
) as scheme on {{ holds('rep_day.schemes', 'scheme.scheme_id') }}
