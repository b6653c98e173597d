{{ config(materialized='table') }}

{# Approved corrections of a day's actual, rolled up like the counts themselves; nobody approves their own. #}
select
    scope_day.grain, scope_day.period_start, scope_day.subject_kind, scope_day.subject_id, scope_day.scheme_id, adjustment.kpi_id,
    cast(sum(adjustment.delta) as decimal(18, 4)) as adjustment
from {{ ref('kpi_scope_day') }} as scope_day
inner join {{ ref('int_adjustment') }} as adjustment
    on scope_day.rep_id = adjustment.subject_id and scope_day.day = adjustment.period_start and adjustment.kpi_id <> 'score'
    and scope_day.scheme_id = adjustment.scheme_id
group by all
