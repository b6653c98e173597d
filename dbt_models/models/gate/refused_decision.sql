{{ config(materialized='table') }}

{# Decisions that do not count, each with the line that stands and what is wrong with it. #}
select judged.decision_id, judged.refused_column, judged.refused_value, judged.refused_expected, file.name as file_name, judged.line_no
from {{ ref('int_decision__judged') }} as judged
inner join {{ source('raw', 'file') }} as file on judged.file_id = file.file_id
where judged.refused_column is not null
