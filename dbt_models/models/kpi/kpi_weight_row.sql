{{ config(materialized='table') }}

{#
    The weights of each phase day by day at each grain: those of its own rows, of a phase that the scheme has no row of (on
    any day) those of the rows without a phase. Rows that name the grain replace the whole set of rows without one. Days of closed months stand as they were frozen, and once more as they would weigh in their month.
#}
with phase_day as (

    select
        member.*,
        case when own.phase is not null then member.phase else '' end as served_by
    from (
        select distinct basis, scheme_id, phase, day from {{ ref('kpi_member_day') }} where not is_frozen
    ) as member
    left join (
        select distinct scheme_id, phase from {{ source('policy', 'weights') }} where phase is not null
    ) as own on member.scheme_id = own.scheme_id and member.phase = own.phase

),

fits as (

    select
        phase_day.scheme_id,
        phase_day.phase,
        phase_day.day,
        grains.grain,
        weight.kpi_id,
        weight.points,
        weight.line_no,
        weight.grain is not null as names_grain,
        bool_or(weight.grain is not null) over (partition by phase_day.scheme_id, phase_day.phase, phase_day.day, grains.grain) as is_replaced
    from phase_day
    inner join {{ ref('kpi_grain') }} as grains on phase_day.basis = grains.basis
    inner join {{ source('policy', 'weights') }} as weight
        on phase_day.scheme_id = weight.scheme_id
        and phase_day.served_by = coalesce(weight.phase, '')
        and {{ in_force('weight', 'phase_day.day') }}
        and (weight.grain is null or weight.grain = grains.named)

)

select
    scheme_id,
    phase,
    day,
    grain,
    kpi_id,
    cast(points as decimal(9, 4)) as points,
    cast(line_no as integer) as line_no,
    cast(null as integer) as closed_in
from fits
where names_grain = is_replaced

union all

select scheme_id, phase, day, grain, kpi_id, points, line_no, closed_in
from {{ source('raw', 'closed_weight_day') }}
