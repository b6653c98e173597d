{{ config(materialized='table') }}

{# Every delivery as the gate judges it: the latest of each name, its row arithmetic, and for the roster how much of the file that it replaces is still there. #}
with files as (

    select * from {{ source('raw', 'file') }}

),

roster_keys as (

    select distinct file_id, rep_id from {{ ref('stg_roster') }} where refused_column is null

),

kept as (

    select
        files.file_id,
        count(distinct earlier.rep_id) as earlier_keys,
        count(distinct now.rep_id) as kept_keys
    from files
    inner join roster_keys as earlier on files.previous_file_id = earlier.file_id
    left join roster_keys as now on files.file_id = now.file_id and earlier.rep_id = now.rep_id
    where files.entity = 'roster'
    group by files.file_id

)

select
    files.file_id,
    files.entity,
    files.source,
    files.name,
    files.status,
    files.reason,
    files.truncated,
    file_rows.rows_read,
    file_rows.rows_loaded,
    file_rows.rows_duplicate,
    file_rows.rows_quarantined,
    file_rows.rows_mended,
    file_rows.rows_read - file_rows.rows_loaded - file_rows.rows_duplicate - file_rows.rows_quarantined as unexplained,
    files.in_scope,
    replacement.replaced_by,
    replacement.share as replacement_share,
    kept.earlier_keys,
    kept.kept_keys
from files
inner join {{ ref('file_rows') }} as file_rows on files.file_id = file_rows.file_id
left join {{ ref('file_replacement') }} as replacement on files.file_id = replacement.file_id
left join kept on files.file_id = kept.file_id
