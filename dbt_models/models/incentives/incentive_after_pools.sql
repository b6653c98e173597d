{{ config(materialized='table') }}

{# The lines so far, and what pools give to whom. #}
select * from {{ ref('incentive_after_orders') }}
union all by name
{{ reckoned('pools') }}
