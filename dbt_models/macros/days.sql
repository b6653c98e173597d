{# Why targets grow on a rep's day, or why not: what keeps the rep from the site goes before the site's own days off. #}
{% macro day_reason(person, calendar, targets_from) -%}
    case
        when {{ person }}.day < {{ person }}.hired_on then 'before hire'
        when {{ person }}.day > {{ person }}.left_on then 'after leaving'
        when {{ person }}.day < {{ targets_from }} then 'before first_day'
        when {{ calendar }}.is_working_day then 'working day'
        when {{ calendar }}.name is not null or isodow({{ person }}.day) <= 5 then 'holiday'
        else 'weekend'
    end
{%- endmacro %}

{# Last calendar day of the period of a grain that begins on a day. #}
{% macro period_end(grain, period_start) -%}
    cast(case {{ grain }}
        when 'day' then {{ period_start }}
        when 'week' then {{ period_start }} + 6
        when 'month' then last_day({{ period_start }})
        when 'quarter' then {{ period_start }} + interval 3 month - interval 1 day
        when 'year' then {{ period_start }} + interval 1 year - interval 1 day
    end as date)
{%- endmacro %}

{#
    The rows of a relation with grain, period_start and period_end of the text in `period`: a day, week (2026-W45), month
    (2026-10), quarter (2026-Q4) or year (2026). All three are null where it is none of them: 2026-W54, or W53 of a
    year that has 52, is not the week that the text says.
#}
{% macro period_spans(relation) -%}
    select * exclude (shape, first_day, is_right),
        case when is_right then shape end as grain,
        case when is_right then first_day end as period_start,
        case when is_right then {{ period_end('shape', 'first_day') }} end as period_end
    from (
        select *, first_day is not null and (shape <> 'week' or strftime(first_day, '%G-W%V') = period) as is_right
        from (
            select
                *,
                case shape
                    when 'day' then try_cast(period as date)
                    when 'week' then cast(date_trunc('week', make_date(cast(substr(period, 1, 4) as integer), 1, 4)) as date) + 7 * (cast(substr(period, 7) as integer) - 1)
                    when 'month' then try_cast(period || '-01' as date)
                    when 'quarter' then make_date(cast(substr(period, 1, 4) as integer), 3 * cast(substr(period, 7) as integer) - 2, 1)
                    when 'year' then make_date(cast(period as integer), 1, 1)
                end as first_day
            from (
                select
                    *,
                    case
                        when regexp_full_match(period, '[0-9]{4}-[0-9]{2}-[0-9]{2}') then 'day'
                        when regexp_full_match(period, '[0-9]{4}-W[0-9]{2}') then 'week'
                        when regexp_full_match(period, '[0-9]{4}-[0-9]{2}') then 'month'
                        when regexp_full_match(period, '[0-9]{4}-Q[1-4]') then 'quarter'
                        when regexp_full_match(period, '[0-9]{4}') then 'year'
                    end as shape
                from {{ relation }}
            )
        )
    )
{%- endmacro %}

{# What kind of day it is for hours: a working day (made up or not), a named or weekday day off, else a weekend. #}
{% macro day_kind(calendar) -%}
    case
        when {{ calendar }}.is_working_day then 'working_day'
        when {{ calendar }}.name is not null or isodow({{ calendar }}.day) <= 5 then 'holiday'
        else 'weekend'
    end
{%- endmacro %}
