{{ config(materialized='table') }}

{# The lines that are published, numbered by rule and item. #}
select * exclude (basis), {{ incentive_line_no() }} as line_no
from {{ ref('incentive_found') }}
where basis = 'stands'
