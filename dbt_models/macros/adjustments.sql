{# What an adjustment should have said, in words, by the number of its fault (int_adjustment__judged). #}
{% macro adjustment_fault(fault) -%}
    case {{ fault }}
        when 1 then 'a day (2026-10-05), week (2026-W41), month (2026-10), quarter (2026-Q4) or year (2026)'
        when 2 then 'a scheme of the policy (schemes.csv)'
        when 3 then 'score, or a KPI that the scheme sets targets for or weighs'
        when 4 then 'a day, 2026-10-05 say: what is adjusted of a KPI belongs to one day'
        when 5 then 'a week, month, quarter or year, 2026-W41 say: a day has no score'
        when 6 then 'a period of a grain that the scheme has (schemes.csv, grains)'
        when 7 then 'a rep of the roster (for the score also a team or the site, in a scheme of managers a manager)'
        when 8 then 'a subject of the kind that the scheme judges (schemes.csv, subject_kind), or one that contains it'
        when 9 then 'a period in which the roster has the subject under this scheme'
        when 10 then 'the name of somebody other than the subject, one of its members or, of a team, its manager'
        when 11 then 'a KPI that is counted: a ratio cannot be added to; adjust the score'
    end
{%- endmacro %}


{# A name or id without what people write differently: case and blanks. #}
{% macro as_called(name) -%}
    lower(regexp_replace({{ name }}, '[\s\p{Z}]', '', 'g'))
{%- endmacro %}
