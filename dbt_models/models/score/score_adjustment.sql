{{ config(materialized='table') }}

{# Approved corrections of a score in this night's periods, in points; they move that one score alone. #}
select
    scope.grain, scope.period_start, scope.subject_kind, scope.subject_id, adjustment.scheme_id,
    cast(sum(adjustment.delta) as decimal(18, 4)) as adjustment
from {{ ref('kpi_scope') }} as scope
inner join {{ ref('kpi_grain') }} as grains using (grain)
inner join {{ ref('int_adjustment') }} as adjustment
    on grains.named = adjustment.grain and scope.period_start = adjustment.period_start
    and scope.subject_kind = adjustment.subject_kind and scope.subject_id = adjustment.subject_id
where adjustment.kpi_id = 'score'
group by all
