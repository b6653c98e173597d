{# Does an order stand? From the day of its cancellation on it does not; one that lies behind the as-of day has not happened yet. #}
{% macro order_stands() -%}
    (cancelled_on is null or cancelled_on > {{ as_of() }})
{%- endmacro %}
