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
