{{ config(materialized='table') }}

{#
    What became of every line of every delivered file: read = loaded + quarantined + duplicates. A line that a later
    file mended stays quarantined in its own file; rows_mended says how many did.
#}
with staged as (

    {% for entity, time in staged_entities().items() %}
    select
        file_id,
        count(*) filter (where refused_column is null) as understood,
        count(*) filter (where refused_column is not null) as refused,
        {{ 'min(' ~ time ~ ')' if time else 'cast(null as timestamp)' }} as first_event,
        {{ 'max(' ~ time ~ ')' if time else 'cast(null as timestamp)' }} as last_event
    from {{ ref('stg_' ~ entity) }}
    group by file_id
    {{ "union all" if not loop.last }}
    {% endfor %}

),

repeated as (

    select file_id, sum(lines) as lines from {{ ref('repeated_line') }} group by file_id

),

unreadable as (

    select file_id, count(distinct line_no) as lines from {{ source('raw', 'refused_line') }} group by file_id

),

broken as (

    select file_id, count(*) as lines
    from (
        select file_id, refused_column from {{ ref('int_adjustment__judged') }}
        union all
        select file_id, refused_column from {{ ref('int_decision__judged') }}
    )
    where refused_column is not null
    group by file_id

),

mended as (

    select file_id, count(*) as lines from {{ ref('mended_line') }} group by file_id

)

select
    file.file_id,
    file.entity,
    file.source,
    file.name,
    file.bytes,
    file.status,
    cast(coalesce(file.rows_read, 0) as bigint) as rows_read,
    cast(coalesce(staged.understood, 0) - coalesce(repeated.lines, 0) - coalesce(broken.lines, 0) as bigint) as rows_loaded,
    cast(coalesce(repeated.lines, 0) as bigint) as rows_duplicate,
    cast(coalesce(staged.refused, 0) + coalesce(unreadable.lines, 0) + coalesce(broken.lines, 0) as bigint) as rows_quarantined,
    cast(coalesce(mended.lines, 0) as bigint) as rows_mended,
    staged.first_event,
    staged.last_event
from {{ source('raw', 'file') }} as file
left join staged on file.file_id = staged.file_id
left join repeated on file.file_id = repeated.file_id
left join unreadable on file.file_id = unreadable.file_id
left join broken on file.file_id = broken.file_id
left join mended on file.file_id = mended.file_id
