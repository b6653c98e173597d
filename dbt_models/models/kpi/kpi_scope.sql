{{ config(materialized='table') }}

{#
    The periods and subjects that this night computes anew: those over a rep's day that may count differently, for
    the team and the manager left as well as those joined, those whose score was adjusted, and those that are over now and were not (or the
    other way round). `rules`: see scheme_rule.
#}
{%- set counted_before = before('kpi', 'kpi_period') -%}
{%- set rep_days_before = before('event', 'int_rep_day__seen') -%}
{%- set adjustments_before = before('event', 'int_adjustment__seen') -%}
-- depends_on: {{ ref('int_pair__changed') }}, {{ ref('int_event__live') }}, {{ ref('int_adjustment') }}
with subject_day as (

    {% if counted_before is none or rep_days_before is none -%}
    select subject_kind, subject_id, day from {{ ref('kpi_subject_day') }}
    {%- else -%}
    select subject_kind, subject_id, day from {{ ref('kpi_subject_day') }} semi join {{ ref('int_pair__changed') }} using (rep_id, day)
    union
    select 'rep', rep_id, day from {{ ref('int_pair__changed') }}
    union
    select 'team', team_id, day from {{ rep_days_before }} semi join {{ ref('int_pair__changed') }} using (rep_id, day) where team_id is not null
    union
    select 'site', {{ setting('site_id') }}, day from {{ ref('int_pair__changed') }}
    {%- if judges_managers() %}
    union
    select 'manager', manager_id, day from {{ rep_days_before }} semi join {{ ref('int_pair__changed') }} using (rep_id, day) where manager_id is not null
    union
    select 'manager', rep_id, day from {{ ref('int_pair__changed') }}
    {%- endif %}
    {%- endif %}

),

scope as (

    select distinct periods.grain, periods.period_start, periods.period_end, subject_day.subject_kind, subject_day.subject_id
    from subject_day
    inner join {{ ref('kpi_period_day') }} as periods on subject_day.day = periods.day
    {%- if adjustments_before is not none %}

    union

    select grains.grain, changed.period_start, changed.period_end, changed.subject_kind, changed.subject_id
    from (
        (select * from {{ ref('int_adjustment') }} except select * from {{ adjustments_before }})
        union all
        (select * from {{ adjustments_before }} except select * from {{ ref('int_adjustment') }})
    ) as changed
    inner join {{ ref('kpi_grain') }} as grains on changed.grain = grains.named
    where changed.kpi_id = 'score'
    {%- endif %}
    {%- if counted_before is not none %}

    union

    select grain, period_start, period_end, subject_kind, subject_id
    from {{ counted_before }}
    where losses_due <> {{ losses_due('period_end') }}
    {%- endif %}

)

select
    scope.*,
    grains.basis,
    case when grains.basis = 'stands' then coalesce(closed.rules, 'policy') else 'policy' end as rules
from scope
inner join {{ ref('kpi_grain') }} as grains using (grain)
left join {{ closed_on('scope.period_end') }}
