{{ config(materialized='ephemeral') }}

{# Net profit over the heads of a month: who was there on its last day reached is one. #}
{{ per_head_events('profit_per_head', ref('event_net_profit')) }}
