{{ config(materialized='ephemeral') }}

{# Sales over the heads of a month: who was there on its last day reached is one. #}
{{ per_head_events('sales_per_head', ref('event_sales_amount')) }}
