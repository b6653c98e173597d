{{ config(materialized='table') }}

{# Local times that the change of the clock made ambiguous (the first occurrence holds) or skipped (shifted forward), per file. #}
with noted as (

    {% for entity in staged_entities() %}
    select file_id, clock from {{ ref('stg_' ~ entity) }} where clock is not null
    {{ "union all" if not loop.last }}
    {% endfor %}

)

select
    file.entity,
    file.name as file_name,
    count(*) filter (where noted.clock = 'ambiguous') as ambiguous_lines,
    count(*) filter (where noted.clock = 'missing') as missing_lines
from noted
inner join {{ source('raw', 'file') }} as file on noted.file_id = file.file_id
group by file.entity, file.name
