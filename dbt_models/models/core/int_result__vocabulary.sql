{{ config(materialized='view') }}

with canonical as (

    select unnest(['key_person', 'other_person', 'refused', 'voicemail', 'wrong_number', 'callback', 'none']) as value

)

select
    lower(value) as value,
    canonical,
    source,
    connected,
    human_answered,
    valid_from,
    valid_to,
    true as is_policy
from {{ source('policy', 'results') }}

union all

select value, value, null, value <> 'voicemail', null, null, null, false
from canonical
