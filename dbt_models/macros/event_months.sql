{# KPIs with one case per rep and month: balances of points, heads. #}

{#
    One row per rep and month in which he was employed on some day that the roster covers: `day`, the last such day that
    the as-of day has reached, bears the month's case; with the roster's line of that day.
#}
{% macro rep_months() -%}
    select
        rep_id,
        cast(date_trunc('month', day) as date) as month_start,
        max(day) as day,
        arg_max(file_id, day) as file_id,
        arg_max(line_no, day) as line_no
    from {{ ref('int_rep_day') }}
    where day_reason not in ('before hire', 'after leaving')
    group by rep_id, date_trunc('month', day)
{%- endmacro %}

{# What points may be given for: entity, event, whose, when, how often, how long. #}
{% macro happenings() -%}
    select 'attendance' as entity, event, rep_id, day, strftime(day, '%Y-%m-%d') || ' ' || event as unit_id,
        cast(times as decimal(18, 4)) as times, coalesce(minutes, 0) as minutes, file_id, line_no
    from {{ ref('fct_attendance') }}

    union all

    select 'leave', kind, rep_id, date, strftime(date, '%Y-%m-%d') || ' ' || kind, cast(fraction as decimal(18, 4)), 0, file_id, line_no
    from {{ ref('int_leave__latest') }}

    union all

    select 'complaints', kind, rep_id, opened_on, complaint_id, 1, 0, file_id, line_no
    from {{ ref('fct_complaint') }}

    union all

    select 'activities', kind, rep_id, occurred_on, activity_id, 1, 0, file_id, line_no
    from {{ ref('int_activity__counting') }}
{%- endmacro %}

{#
    The lines that gave or took points in a rep's month by event_points.csv; minutes_from is included, minutes_to is not. A day's
    absence that leave calls unexcused, too, is one: where both move the KPI, the absence does.
#}
{% macro points_given(kpi_id, months) -%}
    select
        months.rep_id,
        months.month_start,
        months.day,
        happened.entity,
        happened.unit_id,
        cast(rule.points * happened.times as decimal(18, 4)) as points,
        happened.file_id,
        happened.line_no
    from ({{ happenings() }}) as happened
    inner join {{ source('policy', 'event_points') }} as rule
        on rule.kpi_id = '{{ kpi_id }}' and happened.entity = rule.entity and happened.event = lower(rule.event)
        and happened.minutes >= coalesce(rule.minutes_from, 0) and (rule.minutes_to is null or happened.minutes < rule.minutes_to)
        and {{ in_force('rule', 'happened.day') }}
    inner join {{ ref('int_rep_day') }} as covered on happened.rep_id = covered.rep_id and happened.day = covered.day
    inner join {{ months }} as months
        on happened.rep_id = months.rep_id and date_trunc('month', happened.day) = months.month_start
    qualify not (
        happened.entity = 'leave' and happened.event = 'unexcused'
        and count(*) filter (where happened.entity = 'attendance' and happened.event = 'absence') over (partition by happened.rep_id, happened.day) > 0
    )
{%- endmacro %}

{#
    A balance: every month begins with the KPI's base, events add and take points, and it stays between 0 and 100. The
    month's own row is the case; each line that moved it is a row besides, so the month's row bears what clamping
    takes back. All of them fall on the month's last day.
#}
{% macro balance_events(kpi_id) -%}
with months as (

    {{ rep_months() }}

),

given as (

    {{ points_given(kpi_id, 'months') }}

),

{{ clamped_months(kpi_id, 'months.*, ' ~ kpi_parameter(kpi_id, 'base', 'months.day') ~ ' as start', 'months') }}
{%- endmacro %}

{# The rows of months that start from `start` points and are moved by the CTE `given`; the last CTEs and the select. #}
{% macro clamped_months(kpi_id, columns, relation) -%}
moved as (

    select rep_id, month_start, sum(points) as points from given group by rep_id, month_start

),

begun as (

    select {{ columns }} from {{ relation }}

)

select
    '{{ kpi_id }}' as kpi_id,
    'month' as unit,
    strftime(begun.month_start, '%Y-%m') as unit_id,
    begun.rep_id,
    begun.day,
    {{ quantity('least(100, greatest(0, begun.start + coalesce(moved.points, 0))) - coalesce(moved.points, 0)') }} as quantity,
    cast(1 as decimal(18, 4)) as base,
    begun.file_id,
    begun.line_no
from begun
left join moved on begun.rep_id = moved.rep_id and begun.month_start = moved.month_start

union all

select
    '{{ kpi_id }}',
    given.entity,
    given.entity || ' ' || given.unit_id,
    given.rep_id,
    given.day,
    given.points,
    cast(0 as decimal(18, 4)),
    given.file_id,
    given.line_no
from given
semi join begun on given.rep_id = begun.rep_id and given.month_start = begun.month_start
{%- endmacro %}

{# Amounts of the CTE-able relation `amounts` (unit, unit_id, rep_id, day, quantity, file_id, line_no) over one head a rep and month. #}
{% macro per_head_events(kpi_id, amounts) -%}
    select '{{ kpi_id }}' as kpi_id, unit, unit_id, rep_id, day, quantity, cast(0 as decimal(18, 4)) as base, file_id, line_no
    from {{ amounts }}

    union all

    select '{{ kpi_id }}', 'month', strftime(month_start, '%Y-%m'), rep_id, day, 0, 1, file_id, line_no
    from ({{ rep_months() }})
{%- endmacro %}
