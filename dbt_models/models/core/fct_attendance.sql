{{ config(materialized='view') }}

{# One row per rep, day and event of attendance: how many times (1 unless said) and for how many minutes. #}
select
    rep_id,
    date as day,
    event,
    coalesce(count, 1) as times,
    minutes,
    file_id,
    line_no
from {{ ref('int_attendance__latest') }}
