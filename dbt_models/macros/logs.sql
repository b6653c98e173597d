{# Work logs: when they were written, for which days they are due, and until when. #}

{# When each day's work log was first written, by any revision (updated_at; where that is blank on the day itself: when an export is made tells nothing of the rep). #}
{% macro logs_written() -%}
    select rep_id, occurred_on, min(coalesce(updated_at, occurred_at)) as written_at
    from {{ ref('stg_activities') }}
    where refused_column is null and kind = 'log'
    group by rep_id, occurred_on
{%- endmacro %}

{# Reps' days as far as they were there for activities: leave, the full-time share, and excused days that name no entity or this one.
    `worked_units` also where no target grew: before the site's first day, before hiring, after leaving. #}
{% macro days_for_activities() -%}
    {%- set away = "leave_fraction + excused_fraction + coalesce("
        "try_cast(nullif(regexp_extract(excused_entities, '(^|;)activities=([0-9.]+)', 2), '') as decimal(9, 4)), 0)" %}
    select
        rep_id, day, file_id, line_no,
        {{ available_units(away) }} as available_units,
        {{ available_units(away, 'is_working_day') }} as worked_units
    from {{ ref('int_rep_day') }}
{%- endmacro %}

{# The last day for the logs of a day's month: kpi_parameters.csv month_day of the next month; null where there is no such row. #}
{% macro month_log_due(kpi_id, day) -%}
    (last_day({{ day }}) + cast({{ kpi_parameter(kpi_id, 'month_day', day) }} as integer))
{%- endmacro %}

{#
    The written logs and the day by which each completes its month, `due_on`: the month's due day or, for who was away on every
    day of the next month up to it and is back, the first day on which he was. Null where no day is due.
#}
{% macro logs_in_months() -%}
    select
        logs.rep_id, logs.occurred_on, logs.written_at,
        case when logs.month_due_on is not null then greatest(logs.month_due_on, back.day) end as due_on
    from (
        select written.*, {{ month_log_due('work_logs', 'occurred_on') }} as month_due_on, last_day(occurred_on) + 1 as next_month
        from ({{ logs_written() }}) as written
    ) as logs
    asof left join (
        select rep_id, day from ({{ days_for_activities() }}) where available_units > 0
    ) as back on logs.rep_id = back.rep_id and logs.next_month <= back.day
{%- endmacro %}

{# Was a log of the relation logs_in_months written in time? Where no day is due it always was. #}
{% macro is_written_in_time(log) -%}
    coalesce({{ log }}.written_at < {{ from_site_time('cast(' ~ log ~ '.due_on + 1 as timestamp)') }}, true)
{%- endmacro %}
