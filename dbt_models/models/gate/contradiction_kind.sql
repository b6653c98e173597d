{{ config(materialized='table') }}

{# Contradictions per kind and source, each with its first line; the rows themselves are in core.contradiction. #}
select
    found.kind,
    found.source,
    count(*) as rows,
    arg_min(file.name, (file.name, found.line_no)) as file_name,
    arg_min(found.line_no, (file.name, found.line_no)) as line_no
from {{ ref('contradiction') }} as found
inner join {{ source('raw', 'file') }} as file on found.file_id = file.file_id
group by found.kind, found.source
