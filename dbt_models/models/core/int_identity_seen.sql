{{ config(materialized='table') }}

{# The map that this night's calls were derived with; the next night compares its own with it. #}
-- depends_on: {{ ref('fct_call') }}
select * from {{ ref('int_identity') }}
