{{ config(materialized='table') }}

{# The lines so far, and what an order's place or lot adds to or takes from them. #}
select * from {{ ref('incentive_after_lines') }}
union all by name
{{ reckoned('orders') }}
