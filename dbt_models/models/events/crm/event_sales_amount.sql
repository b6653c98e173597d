{{ config(materialized='ephemeral') }}

{# What orders that stand amount to, on the day of signing. #}
{{ order_events('sales_amount', 'amount') }}
