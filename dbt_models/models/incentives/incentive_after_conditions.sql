{{ config(materialized='table') }}

{# The lines so far, and what takes them back where nothing is owed. #}
select * from {{ ref('incentive_after_deductions') }}
union all by name
{{ reckoned('conditions') }}
