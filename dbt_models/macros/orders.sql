{# Does an order stand? From the day of its cancellation on it does not; one that lies behind the as-of day has not happened yet. #}
{% macro order_stands() -%}
    (cancelled_on is null or cancelled_on > {{ as_of() }})
{%- endmacro %}

{# Counted events of a KPI that adds up a column of the orders that stand, each on the day of signing. #}
{% macro order_events(kpi_id, column) -%}
    select
        '{{ kpi_id }}' as kpi_id,
        'order' as unit,
        order_id as unit_id,
        rep_id,
        signed_on as day,
        cast({{ column }} as decimal(18, 4)) as quantity,
        file_id,
        line_no
    from {{ ref('fct_order') }}
    where {{ order_stands() }} and {{ column }} is not null
{%- endmacro %}
