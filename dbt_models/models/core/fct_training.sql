{{ config(materialized='view') }}

{# One row per rep, day and course: what was planned (1 unless said) and completed (0 unless said). #}
select
    rep_id,
    date as day,
    course,
    coalesce(planned, 1) as planned,
    coalesce(completed, 0) as completed,
    file_id,
    line_no
from {{ ref('int_training__latest') }}
