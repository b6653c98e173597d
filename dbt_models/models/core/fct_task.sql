{{ config(materialized='view') }}

{# One row per rep, day and kind of work: how many of them the list of the day assigned. #}
select rep_id, date as day, kind, quantity, file_id, line_no
from {{ ref('int_tasks__latest') }}
