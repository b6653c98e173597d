{{ config(
    materialized='incremental', incremental_strategy='append',
    pre_hook="{{ forget(ref('int_pair__changed'), ['rep_id', 'day']) }}"
) }}

{#
    A rep's target rows day by day, each with the grains at which it serves, the working days that standard and
    minimum are prorated over, the season's factor on both, and the day's availability for that KPI (an excused day may name an entity: it
    takes the day out only for the KPIs that come from it). All that targets are made of. Days of closed months
    stand as they were frozen, and once more as they would serve their month if it were open.
#}
-- depends_on: {{ ref('int_pair__changed') }}
with excused_entity as (

    select
        rep_day.rep_id,
        rep_day.day,
        split_part(taken, '=', 1) as entity,
        {{ available_units("leave_fraction + excused_fraction + cast(split_part(taken, '=', 2) as decimal(9, 4))") }} as available_units
    from (
        select *, unnest(string_split(excused_entities, ';')) as taken
        from {{ ref('int_rep_day') }}
        where excused_entities is not null
    ) as rep_day

),

serving as (

    select rep_id, day, scheme_id, target_line, string_agg(grain, ';' order by length_rank) as grains
    from {{ ref('kpi_target_row') }}
    group by rep_id, day, scheme_id, target_line

),

live as (

    select
        serving.rep_id,
        serving.day,
        serving.scheme_id,
        target.kpi_id,
        serving.grains,
        cast(target.line_no as integer) as target_line,
        target.per,
        cast(target.standard as decimal(18, 4)) as standard,
        cast(target.minimum as decimal(18, 4)) as minimum,
        case when target.minimum is not null then coalesce(target.minimum_per, target.per) end as minimum_per,
        {{ base_days('target.per', 'base') }} as base_days,
        case when target.minimum is not null then {{ base_days('coalesce(target.minimum_per, target.per)', 'minimum_base') }} end as minimum_base_days,
        cast(coalesce(own_season.factor, season.factor, 1) as decimal(9, 4)) as season_factor,
        cast(coalesce(own_season.line_no, season.line_no) as integer) as season_line,
        cast({{ from_units('coalesce(excused_entity.available_units, rep_day.available_units)', 8) }} as decimal(18, 8)) as available,
        cast(null as integer) as closed_in
    from serving
    inner join {{ ref('int_rep_day') }} as rep_day on serving.rep_id = rep_day.rep_id and serving.day = rep_day.day
    inner join {{ source('policy', 'targets') }} as target on serving.target_line = target.line_no
    inner join {{ source('policy', 'kpis') }} as kpis on target.kpi_id = kpis.kpi_id
    left join excused_entity
        on serving.rep_id = excused_entity.rep_id and serving.day = excused_entity.day and kpis.entity = excused_entity.entity
    left join {{ source('policy', 'season_factors') }} as own_season
        on serving.scheme_id = own_season.scheme_id and target.kpi_id = own_season.kpi_id and month(serving.day) = own_season.month
        and {{ in_force('own_season', 'serving.day') }}
    left join {{ source('policy', 'season_factors') }} as season
        on serving.scheme_id = season.scheme_id and season.kpi_id is null and kpis.kind not in ('ratio', 'mean')
        and month(serving.day) = season.month and {{ in_force('season', 'serving.day') }}
    left join {{ ref('dim_working_days') }} as base
        on target.per = base.per and rep_day.calendar_id = base.calendar_id and {{ base_start('target.per', 'serving.day') }} = base.base_start
    left join {{ ref('dim_working_days') }} as minimum_base
        on coalesce(target.minimum_per, target.per) = minimum_base.per
        and rep_day.calendar_id = minimum_base.calendar_id
        and {{ base_start('coalesce(target.minimum_per, target.per)', 'serving.day') }} = minimum_base.base_start

)

select * from live

union all by name

select * from {{ source('raw', 'closed_target_day') }}
{%- if is_incremental() %}
semi join {{ ref('int_pair__changed') }} using (rep_id, day)
{%- endif %}
