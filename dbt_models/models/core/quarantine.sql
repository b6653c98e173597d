{{ config(materialized='view') }}

{# The refused lines that nobody has mended yet. #}
select refused.*
from {{ ref('refused') }} as refused
anti join {{ ref('mended_line') }} as mended on refused.file_id = mended.file_id and refused.line_no = mended.line_no
