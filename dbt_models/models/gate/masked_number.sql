{{ config(materialized='table') }}

{#
    How many of the numbers that a source's legs bear name nobody, because digits are hidden or lost: since the
    last publication (at least on the as-of day, and in all on a first run). They are counted, never compared.
#}
with scope as (

    select coalesce(run.previous_as_of, date '0001-01-01') as after_day, run.as_of
    from {{ source('raw', 'run') }} as run

),

legs as (

    select
        calls.source,
        calls.key_space,
        calls.call_id,
        bool_or(calls.phone_number is not null) as is_whole
    from {{ ref('stg_calls') }} as calls
    inner join scope
        on calls.started_on <= scope.as_of and (calls.started_on > scope.after_day or calls.started_on = scope.as_of)
    where calls.refused_column is null and (calls.phone_number is not null or regexp_matches(calls.phone, '[0-9０-９*＊•]'))
    group by calls.source, calls.key_space, calls.call_id

)

select
    source,
    count(*) as calls,
    count(*) filter (where not is_whole) as masked,
    cast(count(*) filter (where not is_whole) / count(*) as decimal(9, 6)) as share
from legs
group by source
