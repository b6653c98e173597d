{#
    A target is a sum over segments: one rep, one target row, one base period that `per` names. A segment is
    amount x available days / working days of the base, rounded half up to 12 places once.
    Yields one row per period, subject, scheme and KPI with the sum in units of 10^-12.
#}
{% macro prorated(amount, per, name) -%}
    select
        grain, period_start, subject_kind, subject_id, scheme_id, kpi_id,
        sum(segment_units) as {{ name }}_units
    from (
        select
            grain, period_start, subject_kind, subject_id, scheme_id, kpi_id,
            coalesce({{ whole_ratio(
                units('any_value(' ~ amount ~ ')', 4) ~ ' * 10000 * sum(available_units)',
                'any_value(base_units)') }}, 0) as segment_units
        from (
            select
                target_day.*,
                case target_day.{{ per }}
                    when 'day' then target_day.day
                    when 'week' then calendar.week_start
                    when 'month' then calendar.month_start
                    when 'quarter' then calendar.quarter_start
                    else calendar.year_start
                end as base_start,
                case target_day.{{ per }}
                    when 'day' then 10000
                    when 'week' then {{ units(setting_now("standard_week_days", "5"), 4) }}
                    else base.working_days * 10000
                end as base_units
            from {{ ref('kpi_target_day') }} as target_day
            inner join {{ ref('dim_calendar_day') }} as calendar
                on target_day.calendar_id = calendar.calendar_id and target_day.day = calendar.day
            left join {{ ref('dim_working_days') }} as base
                on base.per = target_day.{{ per }}
                and target_day.calendar_id = base.calendar_id
                and base.base_start = case target_day.{{ per }} when 'month' then calendar.month_start when 'quarter' then calendar.quarter_start else calendar.year_start end
            where {{ amount }} is not null
        )
        group by grain, period_start, subject_kind, subject_id, scheme_id, kpi_id, rep_id, target_line, base_start, calendar_id
    )
    group by all
{%- endmacro %}
