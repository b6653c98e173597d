{{ config(materialized='view') }}

{# Grains in order of length; `per` of a target names one of them. #}
select * from (values ('day', 1), ('week', 2), ('month', 3), ('quarter', 4), ('year', 5)) as grains (grain, length_rank)
