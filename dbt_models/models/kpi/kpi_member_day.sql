{{ config(materialized='table') }}

{# Every rep's day under every scheme that judged the rep on it. #}
select
    rep_day.rep_id,
    rep_day.day,
    scheme.scheme_id,
    scheme.subject_kind,
    rep_day.calendar_id,
    rep_day.phase,
    rep_day.grade,
    rep_day.tenure_days,
    rep_day.available_units
from {{ ref('dim_rep_day') }} as rep_day
inner join {{ source('policy', 'schemes') }} as scheme on contains(rep_day.schemes, ';' || scheme.scheme_id || ';')
