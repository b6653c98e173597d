{{ config(materialized='table') }}

{# Every rep's day as it counts. #}
select *, cast(null as integer) as closed_in from {{ ref('int_rep_day') }}
