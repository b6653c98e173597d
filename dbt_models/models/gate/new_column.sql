{{ config(materialized='table') }}

{# Columns that a source's files bear for the first time, after files without them: kept beside the rows, read by nothing. #}
with known as (

    select * from {{ source('raw', 'file') }} where status = 'read' and not is_correction

),

named as (

    select file_id, source, file_no, unnest(from_json(unknown_columns, '["VARCHAR"]')) as column_name from known

),

first_borne as (

    select source, column_name, min(file_no) as file_no from named group by source, column_name

),

begun as (

    select source, min(file_no) as file_no from known group by source

)

select
    known.source,
    known.entity,
    known.name as file_name,
    string_agg(first_borne.column_name, ', ' order by first_borne.column_name) as columns
from known
inner join first_borne on known.source = first_borne.source and known.file_no = first_borne.file_no
inner join begun on known.source = begun.source and known.file_no > begun.file_no
where known.in_scope
group by known.source, known.entity, known.name
