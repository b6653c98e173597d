{{ config(materialized='ephemeral') }}

{# How many pieces orders that stand are for, on the day of signing; products that the policy lists as no unit have none. #}
{{ order_events('sales_quantity', 'quantity') }}
    and not {{ is_kpi_word('sales_quantity', 'not_a_unit', 'product', 'signed_on') }}
