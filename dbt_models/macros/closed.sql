{# The closed months, joined to the month that a day lies in: `anti join {{ closed_on('day') }}` leaves the open days. #}
{% macro closed_on(day) -%}
    {{ source('raw', 'closed_month') }} as closed on closed.first_day = cast(date_trunc('month', {{ day }}) as date)
{%- endmacro %}
