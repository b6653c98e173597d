{{ config(materialized='table') }}

{# The target rows of the days behind this night's periods and subjects. #}
with target_day as materialized (

    select * exclude (available), {{ units('available', 8) }} as available_units from {{ ref('kpi_target_day') }}

)

select
    scope_day.grain,
    scope_day.period_start,
    scope_day.subject_kind,
    scope_day.subject_id,
    scope_day.scheme_id,
    scope_day.rep_id,
    scope_day.day,
    target_day.kpi_id,
    definition.is_level,
    target_day.per,
    target_day.standard,
    target_day.base_days,
    target_day.minimum,
    target_day.minimum_per,
    target_day.minimum_base_days,
    coalesce(target_day.season_factor, 1) as season_factor,
    target_day.available_units
from {{ ref('kpi_scope_day') }} as scope_day
inner join target_day
    on scope_day.rep_id = target_day.rep_id
    and scope_day.day = target_day.day
    and scope_day.scheme_id = target_day.scheme_id
    and {{ holds('target_day.grains', 'scope_day.grain') }}
inner join {{ ref('kpi_rule') }} as definition
    on scope_day.rules = definition.rules
    and scope_day.scheme_id = definition.scheme_id
    and target_day.kpi_id = definition.kpi_id
where scope_day.role <> 'own'
