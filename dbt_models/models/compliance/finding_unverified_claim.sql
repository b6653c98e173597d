{{ config(materialized='ephemeral') }}

{# Activities of kind call for which the phone system knows no call: see int_claim__unverified. #}
select
    rule_id,
    kind,
    'activity' as unit,
    activity_id as unit_id,
    rep_id,
    day,
    case
        when customer_unit is null then 'a call to nobody that is named'
        when has_no_time then 'no call on that day'
        else 'no call within ' || minutes || ' minutes of ' || strftime({{ site_time('occurred_at') }}, '%H:%M:%S')
    end as observed,
    'a call of the phone system to that number or customer' as allowed,
    file_id,
    line_no
from {{ ref('int_claim__unverified') }}
