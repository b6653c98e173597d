{{ config(materialized='table') }}

{# One row per leg of the affected calls: words mapped, customer and contact known. #}
with legs as (

    select * from {{ ref('int_call__revision') }} where not is_repeat

),

identity as (

    select * from {{ ref('int_identity') }}

),

words as (

    select * from {{ ref('int_call_value__mapped') }}

),

mapped as (

    select
        legs.key_space,
        legs.call_id,
        coalesce(legs.linked_id, legs.call_id) as call_key,
        legs.file_id,
        legs.line_no,
        legs.source,
        legs.rep_id,
        legs.started_at,
        legs.started_on,
        coalesce(legs.direction, 'outbound') as direction,
        coalesce(legs.talk_seconds, 0) as talk_seconds,
        disposition.canonical as disposition,
        result.canonical as result,
        legs.result is null or coalesce(result.canonical = 'none', false) as has_no_result,
        coalesce(disposition.connected, false) and coalesce(result.connected, true) and coalesce(result.canonical, '') <> 'voicemail' as is_connected,
        legs.phone_number,
        legs.customer_id,
        customer.customer_id as survivor_id,
        contact.contact_id is not null as is_contact_known,
        contact.customer_id as contact_customer_id,
        contact.is_decision_maker as contact_decides,
        number.customer_id as number_customer_id,
        number.is_decision_maker as number_decides
    from legs
    left join words as disposition
        on disposition.column_name = 'disposition' and legs.source = disposition.source
        and legs.disposition = disposition.value and legs.started_on = disposition.day
    left join words as result
        on result.column_name = 'result' and legs.source = result.source
        and legs.result = result.value and legs.started_on = result.day
    left join identity as customer on customer.kind = 'customer' and legs.customer_id = customer.key
    left join identity as contact on contact.kind = 'contact' and legs.contact_id = contact.key
    left join identity as number on number.kind = 'number' and legs.phone_number = number.key

)

select
    key_space,
    call_id,
    call_key,
    file_id,
    line_no,
    source,
    rep_id,
    started_at,
    started_on,
    direction,
    talk_seconds,
    is_connected,
    case
        when has_no_result then coalesce(case when is_contact_known then contact_decides else number_decides end, false)
        else coalesce(result = 'key_person', false)
    end as is_key_person,
    coalesce(survivor_id, customer_id, contact_customer_id, number_customer_id) as customer_id,
    phone_number as number
from mapped
