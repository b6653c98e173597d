{{ config(materialized='table') }}

{# What rests on days, KPIs, orders and findings, and on no other line. #}
{{ all_incentives('lines') }}
