{{ config(materialized='table') }}

{# What was counted in this night's periods. Distinct counts are taken over the whole period and subject, never added up. #}
select
    scope_day.grain, scope_day.period_start, scope_day.subject_kind, scope_day.subject_id, scope_day.scheme_id, counted.kpi_id,
    cast(sum(counted.quantity) as decimal(18, 4)) as measured
from {{ ref('kpi_scope_day') }} as scope_day
inner join {{ ref('int_counted_day') }} as counted on scope_day.rep_id = counted.rep_id and scope_day.day = counted.day
inner join {{ ref('kpi_definition') }} as definition
    on scope_day.scheme_id = definition.scheme_id and counted.kpi_id = definition.kpi_id and definition.kind = 'sum'
group by all

union all

select
    scope_day.grain, scope_day.period_start, scope_day.subject_kind, scope_day.subject_id, scope_day.scheme_id, counted.kpi_id,
    cast(count(distinct counted.unit_id) as decimal(18, 4))
from {{ ref('kpi_scope_day') }} as scope_day
inner join {{ ref('int_counted_event') }} as counted on scope_day.rep_id = counted.rep_id and scope_day.day = counted.day
inner join {{ ref('kpi_definition') }} as definition
    on scope_day.scheme_id = definition.scheme_id and counted.kpi_id = definition.kpi_id and definition.kind = 'distinct'
group by all
