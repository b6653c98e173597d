{{ config(materialized='table') }}

{# The lines so far, and what attainment adds to or takes from them. #}
select * from {{ ref('incentive_after_pools') }}
union all by name
{{ reckoned('scales') }}
