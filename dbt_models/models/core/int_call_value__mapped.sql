{{ config(materialized='table') }}

{# Every word that a source wrote on a day, mapped once: the source's own policy row before the general one, before the canonical word itself. #}
with words as (

    select distinct 'disposition' as column_name, source, disposition as value, started_on as day
    from {{ ref('stg_calls') }}
    where refused_column is null

    union all

    select distinct 'result', source, result, started_on
    from {{ ref('stg_calls') }}
    where refused_column is null and result is not null

),

vocabulary as (

    select 'disposition' as column_name, value, canonical, source, connected, human_answered, valid_from, valid_to, precedence
    from {{ ref('int_disposition__vocabulary') }}

    union all

    select 'result', value, canonical, source, connected, human_answered, valid_from, valid_to, precedence
    from {{ ref('int_result__vocabulary') }}

)

select
    words.column_name,
    words.source,
    words.value,
    words.day,
    vocabulary.canonical,
    vocabulary.connected,
    vocabulary.human_answered
from words
left join vocabulary
    on words.column_name = vocabulary.column_name
    and words.value = vocabulary.value
    and (vocabulary.source is null or vocabulary.source = words.source)
    and {{ in_force('vocabulary', 'words.day') }}
qualify row_number() over (
    partition by words.column_name, words.source, words.value, words.day
    order by vocabulary.precedence
) = 1
