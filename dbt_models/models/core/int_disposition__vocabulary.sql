{{ config(materialized='view') }}

with canonical as (

    select unnest(['connected', 'no_answer', 'busy', 'failed', 'cancelled', 'voicemail']) as value

)

select
    lower(value) as value,
    canonical,
    source,
    coalesce(connected, canonical = 'connected') as connected,
    human_answered,
    valid_from,
    valid_to,
    true as is_policy
from {{ source('policy', 'dispositions') }}

union all

select value, value, null, value = 'connected', null, null, null, false
from canonical
