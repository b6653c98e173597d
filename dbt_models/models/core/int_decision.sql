{{ config(materialized='table') }}

{# What was decided about each thing: the decision that was made last, ties by its id. #}
select about, subject_id, reference, period_start, decision_id, decision, decided_by, decided_at, decided_on, reason, file_id, line_no
from {{ ref('int_decision__judged') }}
where refused_column is null
qualify row_number() over (partition by about, subject_id, reference, period_start order by decided_at desc, decision_id desc) = 1
