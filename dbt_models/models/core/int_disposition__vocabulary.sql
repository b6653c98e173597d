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
    case when source is null then 1 else 0 end as precedence
from {{ source('policy', 'dispositions') }}

union all

select value, value, null, value = 'connected', null, null, null, 2
from canonical
