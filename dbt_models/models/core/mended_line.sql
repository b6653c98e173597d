{{ config(materialized='table') }}

{#
    Refused lines that a later file mended. Its row says so and was understood (a correction of a correction
    mends both); its row bears the business key of the refused one; it is the same export under the same name;
    or its name says that it corrects this one, every row of it was understood, and it holds at least as many
    as were still open.
#}
with recursive refused as (

    select distinct file_id, line_no from {{ ref('refused') }}

),

by_mark as (

    select refused_file as file_id, refused_line as line_no, file_id as by_file_id
    from {{ ref('correction_line') }}
    where is_understood

    union all

    select marked.refused_file, marked.refused_line, by_mark.by_file_id
    from by_mark
    inner join {{ ref('correction_line') }} as marked on by_mark.file_id = marked.file_id and by_mark.line_no = marked.line_no

),

told as (

    select * from by_mark
    union
    select * from {{ ref('mended_by_key') }}
    union
    select refused.file_id, refused.line_no, file.redelivered_as
    from refused
    inner join {{ source('raw', 'file') }} as file on refused.file_id = file.file_id and file.redelivered_as is not null

),

{# Files without a header say by their name alone what they correct. #}
named as (

    select correction.file_id as by_file_id, correction.rows_read, original.file_id
    from {{ source('raw', 'file') }} as correction
    inner join {{ source('raw', 'file') }} as original
        on correction.source = original.source and starts_with(original.file_id, correction.corrects)
    where correction.status = 'read'
        and not contains(correction.unknown_columns, '"refused_line"')
        and correction.file_id not in (select file_id from refused)

),

by_name as (

    select refused.file_id, refused.line_no, named.by_file_id
    from named
    inner join refused on named.file_id = refused.file_id
    left join told on refused.file_id = told.file_id and refused.line_no = told.line_no and named.by_file_id <> told.by_file_id
    where told.file_id is null
    qualify count(*) over (partition by named.file_id, named.by_file_id) <= named.rows_read

),

mended as (

    select * from told
    union all
    select * from by_name

)

select
    refused.file_id,
    refused.line_no,
    arg_min(file.file_id, file.file_no) as by_file_id
from mended
inner join refused on mended.file_id = refused.file_id and mended.line_no = refused.line_no
inner join {{ source('raw', 'file') }} as file on mended.by_file_id = file.file_id
group by refused.file_id, refused.line_no
