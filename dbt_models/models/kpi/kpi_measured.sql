{{ config(materialized='table') }}

{#
    What was counted in this night's periods. Distinct counts are taken over the whole period and subject, never added
    up; ratios and means are sums divided once, and nothing over no case.
#}
with quantity as (

    select kpi_id, rep_id, day, quantity, base, false as is_frozen from {{ ref('int_counted_day') }}
    union all
    select kpi_id, rep_id, day, quantity, base, true from {{ ref('int_closed_day') }}

),

unit as (

    select kpi_id, unit_id, rep_id, day, false as is_frozen from {{ ref('int_event__live') }}
    union all
    select kpi_id, unit_id, rep_id, day, true from {{ source('raw', 'closed_counted_event') }}

),

summed as (

    select
        scope_day.grain, scope_day.period_start, scope_day.subject_kind, scope_day.subject_id, scope_day.scheme_id, counted.kpi_id,
        definition.is_level,
        cast(sum(counted.quantity) as decimal(18, 4)) as quantity,
        cast(coalesce(sum(counted.base), 0) as decimal(18, 4)) as base
    from {{ ref('kpi_scope_day') }} as scope_day
    inner join quantity as counted
        on scope_day.rep_id = counted.rep_id and scope_day.day = counted.day and scope_day.is_frozen = counted.is_frozen
    inner join {{ ref('kpi_rule') }} as definition
        on scope_day.rules = definition.rules and scope_day.scheme_id = definition.scheme_id and counted.kpi_id = definition.kpi_id
        and definition.kind <> 'distinct'
    group by all

)

select
    grain, period_start, subject_kind, subject_id, scheme_id, kpi_id,
    cast(case
        when not is_level then quantity
        when base > 0 then {{ ratio(units('quantity', 4), units('base', 4), 4) }}
    end as decimal(18, 4)) as measured,
    case when is_level then quantity end as numerator,
    case when is_level then base end as denominator
from summed

union all

select
    scope_day.grain, scope_day.period_start, scope_day.subject_kind, scope_day.subject_id, scope_day.scheme_id, counted.kpi_id,
    cast(count(distinct counted.unit_id) as decimal(18, 4)),
    null,
    null
from {{ ref('kpi_scope_day') }} as scope_day
inner join unit as counted
    on scope_day.rep_id = counted.rep_id and scope_day.day = counted.day and scope_day.is_frozen = counted.is_frozen
inner join {{ ref('kpi_rule') }} as definition
    on scope_day.rules = definition.rules and scope_day.scheme_id = definition.scheme_id and counted.kpi_id = definition.kpi_id
    and definition.kind = 'distinct'
group by all
