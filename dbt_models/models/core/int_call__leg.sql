{{ config(materialized='table') }}

{#
    One row per leg of the affected calls: words mapped, customer and contact known. Three facts are kept
    apart: the line was answered (is_connected), a person spoke (is_human_answered), and that person was the
    one who decides (is_key_person).
#}
with legs as (

    select revision.*, file.layout
    from {{ ref('int_call__revision') }} as revision
    inner join {{ source('raw', 'file') }} as file on revision.file_id = file.file_id
    where not revision.is_repeat and not revision.is_gone

),

identity as (

    select * from {{ ref('int_identity') }}

),

words as (

    select * from {{ ref('int_call_value__mapped') }}

),

mapped as (

    select
        legs.*,
        disposition.canonical as disposition_word,
        disposition.human_answered as disposition_human,
        result.canonical as result_word,
        result.human_answered as result_human,
        legs.result is null or coalesce(result.canonical = 'none', false) as has_no_result,
        coalesce(disposition.connected, false) and coalesce(result.connected, true) and coalesce(result.canonical, '') <> 'voicemail' as is_connected,
        customer.customer_id as survivor_id,
        contact.contact_id is not null as is_contact_known,
        contact.customer_id as contact_customer_id,
        contact.is_decision_maker as contact_decides,
        number.customer_id as number_customer_id,
        number.is_decision_maker as number_decides
    from legs
    left join words as disposition
        on disposition.column_name = 'disposition' and legs.source = disposition.source and legs.layout = disposition.layout
        and legs.disposition = disposition.value and legs.started_on = disposition.day
    left join words as result
        on result.column_name = 'result' and legs.source = result.source and legs.layout = result.layout
        and legs.result = result.value and legs.started_on = result.day
    left join identity as customer on customer.kind = 'customer' and legs.customer_id = customer.key
    left join identity as contact on contact.kind = 'contact' and legs.contact_id = contact.key
    left join identity as number on number.kind = 'number' and legs.phone_number = number.key

)

select
    key_space,
    call_id,
    coalesce(linked_id, call_id) as call_key,
    file_id,
    line_no,
    source,
    rep_id,
    started_at,
    started_on,
    answered_at,
    ended_at,
    coalesce(direction, 'outbound') as direction,
    talk_seconds as stated_talk_seconds,
    coalesce(talk_seconds, 0) as talk_seconds,
    ring_seconds,
    total_seconds,
    disposition_word as disposition,
    result_word as result,
    is_connected,
    is_connected and coalesce(result_human, disposition_human, disposition_word = 'connected') as is_human_answered,
    case
        when has_no_result then coalesce(case when is_contact_known then contact_decides else number_decides end, false)
        else coalesce(result_word = 'key_person', false)
    end as is_key_person,
    coalesce(survivor_id, customer_id, contact_customer_id, number_customer_id) as customer_id,
    phone_number as number
from mapped
