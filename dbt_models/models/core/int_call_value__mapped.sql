{{ config(materialized='table') }}

{#
    Every word that a source wrote on a day, mapped once: the source's own policy row before that of its
    layout, that before the general one, that before the canonical word itself.
#}
with words as (

    select distinct 'disposition' as column_name, file.source, file.layout, calls.disposition as value, calls.started_on as day
    from {{ ref('stg_calls') }} as calls
    inner join {{ source('raw', 'file') }} as file on calls.file_id = file.file_id
    where calls.refused_column is null and calls.disposition is not null

    union all

    select distinct 'result', file.source, file.layout, calls.result, calls.started_on
    from {{ ref('stg_calls') }} as calls
    inner join {{ source('raw', 'file') }} as file on calls.file_id = file.file_id
    where calls.refused_column is null and calls.result is not null

),

vocabulary as (

    select 'disposition' as column_name, value, canonical, source, connected, human_answered, valid_from, valid_to, is_policy
    from {{ ref('int_disposition__vocabulary') }}

    union all

    select 'result', value, canonical, source, connected, human_answered, valid_from, valid_to, is_policy
    from {{ ref('int_result__vocabulary') }}

)

select
    words.column_name,
    words.source,
    words.layout,
    words.value,
    words.day,
    vocabulary.canonical,
    vocabulary.connected,
    vocabulary.human_answered
from words
left join vocabulary
    on words.column_name = vocabulary.column_name
    and words.value = vocabulary.value
    and (vocabulary.source is null or vocabulary.source = words.source or vocabulary.source = words.layout)
    and {{ in_force('vocabulary', 'words.day') }}
qualify row_number() over (
    partition by words.column_name, words.source, words.layout, words.value, words.day
    order by case
        when vocabulary.source = words.source then 0
        when vocabulary.source = words.layout then 1
        when vocabulary.is_policy then 2
        else 3
    end
) = 1
