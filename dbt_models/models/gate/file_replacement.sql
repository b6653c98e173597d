{{ config(materialized='table') }}

{#
    Files that are unreadable or break off, and the later whole export that stands in for each: of the same source, whose
    name differs in digits only (two files of one night are not each other's replacement), and of the same business
    day, or with rows of it. How far it does is the smaller of two shares: its rows (on that day) of what the
    source's files usually hold, and its size of the bad file's. Where nothing is usual yet, nothing replaces.
#}
with files as (

    select
        *,
        {{ business_day('cast(exported_at as timestamp)') }} as business_day,
        regexp_extract(name, '[.](gz|zst|zip)$', 1) as packed,
        regexp_replace(regexp_replace(name, '[.](gz|zst|zip)$', ''), '[0-9]+', '#', 'g') as name_form
    from {{ source('raw', 'file') }}
    where not is_correction

),

bad as (

    select * from files where status = 'unreadable' or truncated

),

whole as (

    select files.*, file_day.file_id is not null as tells_days
    from files
    left join (select distinct file_id from {{ ref('file_day') }}) as file_day on files.file_id = file_day.file_id
    where files.status = 'read' and not files.truncated

),

usual as (

    select file_id, median(rows_read) as rows
    from (
        select bad.file_id, whole.rows_read
        from bad
        inner join whole on bad.source = whole.source and whole.file_no < bad.file_no
        qualify row_number() over (partition by bad.file_id order by whole.file_no desc) <= 10
    )
    group by file_id

),

candidate as (

    select
        bad.file_id,
        later.name,
        later.file_no,
        least(
            coalesce(case when later.tells_days then coalesce(file_day.rows, 0) else later.rows_read end / nullif(usual.rows, 0), 0),
            case when later.packed = bad.packed then later.bytes / nullif(bad.bytes, 0) end,
            1
        ) as share
    from bad
    inner join whole as later
        on bad.source = later.source and later.exported_at > bad.exported_at
        and (later.mode = 'snapshot' or later.name_form = bad.name_form)
    left join {{ ref('file_day') }} as file_day on later.file_id = file_day.file_id and bad.business_day = file_day.day
    left join usual on bad.file_id = usual.file_id
    where later.business_day = bad.business_day or (file_day.rows > 0 and usual.rows > 0)

)

select
    file_id,
    arg_max(name, (share, -file_no)) as replaced_by,
    cast(max(share) as decimal(9, 6)) as share
from candidate
group by file_id
