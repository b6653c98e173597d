{{ config(materialized='table') }}

{#
    Refused lines whose business key a later file holds in a row that was understood, with that file. The few refused
    lines come first: a join of all lines with all lines would take its time every night.
#}
with
{% for entity, key in business_keys().items() %}
bad_{{ entity }} as materialized (

    select line.file_id, line.line_no, file.file_no, {% for column in key %}line.{{ column }}{{ ', ' if not loop.last }}{% endfor %}
    from {{ ref('stg_' ~ entity) }} as line
    inner join {{ source('raw', 'file') }} as file on line.file_id = file.file_id
    where line.refused_column is not null

){{ ',' if not loop.last }}
{% endfor %}
{% for entity, key in business_keys().items() %}
select bad.file_id, bad.line_no, good.file_id as by_file_id
from bad_{{ entity }} as bad
inner join {{ ref('stg_' ~ entity) }} as good using ({{ key | join(', ') }})
inner join {{ source('raw', 'file') }} as file on good.file_id = file.file_id
where good.refused_column is null and file.file_no > bad.file_no
{{ "union" if not loop.last }}
{% endfor %}
