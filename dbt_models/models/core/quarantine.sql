{{ config(materialized='view') }}

{# The refused lines that nobody has mended yet, and the adjustments and decisions that break a rule in the revision that holds. #}
select refused.*
from {{ ref('refused') }} as refused
anti join {{ ref('mended_line') }} as mended on refused.file_id = mended.file_id and refused.line_no = mended.line_no

union all

select 'adjustments', judged.file_id, file.name, judged.line_no, judged.refused_column, judged.refused_value, judged.refused_expected
from {{ ref('int_adjustment__judged') }} as judged
inner join {{ source('raw', 'file') }} as file on judged.file_id = file.file_id
where judged.refused_column is not null

union all

select 'decisions', judged.file_id, file.name, judged.line_no, judged.refused_column, judged.refused_value, judged.refused_expected
from {{ ref('int_decision__judged') }} as judged
inner join {{ source('raw', 'file') }} as file on judged.file_id = file.file_id
where judged.refused_column is not null
