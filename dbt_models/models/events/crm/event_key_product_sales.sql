{{ config(materialized='ephemeral') }}

{# Amounts of orders that stand for products that the policy lists, on the day of signing. #}
{{ order_events('key_product_sales', 'amount') }}
    and {{ is_kpi_word('key_product_sales', 'product', 'product', 'signed_on') }}
