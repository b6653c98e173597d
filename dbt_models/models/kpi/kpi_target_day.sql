{{ config(materialized='table') }}

{#
    A rep's target rows day by day in the scope of this night, with the day's availability for that KPI (an
    excused day may name an entity: it takes the day out only for the KPIs that come from it) and the bases
    that standard and minimum are prorated over.
#}
with excused_entity as (

    select
        rep_day.rep_id,
        rep_day.day,
        split_part(taken, '=', 1) as entity,
        {{ available_units("leave_fraction + excused_fraction + cast(split_part(taken, '=', 2) as decimal(9, 4))") }} as available_units
    from (
        select *, unnest(string_split(excused_entities, ';')) as taken
        from {{ ref('dim_rep_day') }}
        where excused_entities is not null
    ) as rep_day

)

select
    scope_day.grain,
    scope_day.period_start,
    scope_day.subject_kind,
    scope_day.subject_id,
    scope_day.scheme_id,
    scope_day.rep_id,
    scope_day.day,
    scope_day.calendar_id,
    target.kpi_id,
    target.line_no as target_line,
    target.per,
    target.standard,
    target.minimum,
    coalesce(target.minimum_per, target.per) as minimum_per,
    coalesce(excused_entity.available_units, scope_day.available_units) as available_units
from {{ ref('kpi_scope_day') }} as scope_day
inner join {{ ref('kpi_target_row') }} as serving
    on scope_day.rep_id = serving.rep_id
    and scope_day.day = serving.day
    and scope_day.scheme_id = serving.scheme_id
    and scope_day.grain = serving.grain
inner join {{ source('policy', 'targets') }} as target on serving.target_line = target.line_no
inner join {{ source('policy', 'kpis') }} as kpis on target.kpi_id = kpis.kpi_id
left join excused_entity
    on scope_day.rep_id = excused_entity.rep_id and scope_day.day = excused_entity.day and kpis.entity = excused_entity.entity
