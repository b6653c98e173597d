{{ config(materialized='table') }}

{#
    Every rep's day under every scheme that judged the rep on it. In a scheme of managers the manager's own roster row
    of the day decides whether the scheme judges him, and by which phase, grade and tenure; his members bring their
    availability, he himself (role `own`) brings what he did and no target.
#}
select
    rep_day.basis,
    rep_day.is_frozen,
    rep_day.rep_id,
    rep_day.day,
    scheme.scheme_id,
    'rep' as role,
    rep_day.phase,
    rep_day.grade,
    rep_day.tenure_days,
    rep_day.available_units
from {{ ref('kpi_rep_day') }} as rep_day
inner join (
    select distinct scheme_id from {{ ref('scheme_rule') }} where subject_kind <> 'manager'
) as scheme on {{ holds('rep_day.schemes', 'scheme.scheme_id') }}
{%- if judges_managers() %}

union all

select
    managed.basis,
    rep_day.is_frozen,
    managed.rep_id,
    managed.day,
    scheme.scheme_id,
    managed.role,
    manager.phase,
    manager.grade,
    manager.tenure_days,
    case managed.role when 'own' then 0 else rep_day.available_units end
from {{ ref('kpi_manager_day') }} as managed
inner join {{ ref('kpi_rep_day') }} as manager
    on managed.basis = manager.basis and managed.manager_id = manager.rep_id and managed.day = manager.day
inner join {{ ref('kpi_rep_day') }} as rep_day
    on managed.basis = rep_day.basis and managed.rep_id = rep_day.rep_id and managed.day = rep_day.day
inner join (
    select distinct scheme_id from {{ ref('scheme_rule') }} where subject_kind = 'manager'
) as scheme on {{ holds('manager.schemes', 'scheme.scheme_id') }}
{%- endif %}
