{{ config(materialized='table') }}

{# The lines so far, and shares of them that are taken or given back. #}
select * from {{ ref('incentive_after_scales') }}
union all by name
{{ reckoned('deductions') }}
