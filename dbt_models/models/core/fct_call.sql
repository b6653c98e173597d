{{ config(
    materialized='incremental', incremental_strategy='append',
    pre_hook="{{ forget(ref('int_call__affected'), ['key_space', 'call_key']) }}"
) }}

{#
    One row per call. Rep, day and direction come from the earliest leg that is not internal; the call is
    successful if one single leg meets every condition; the customer comes from that leg, else from the
    earliest leg to the outside that has one.
#}
-- depends_on: {{ ref('int_call__old_pair') }}, {{ source('raw', 'run') }}
with legs as (

    select
        *,
        {{ leg_stage(setting_now('min_talk_seconds', '0')) }} as stage,
        stage = 4 as is_success,
        (customer_id is not null or number is not null) and direction <> 'internal' as has_far_end
    from {{ ref('int_call__leg') }}

),

many as (

    select key_space, call_key from legs group by key_space, call_key having count(*) > 1

),

ordered as (

    select
        legs.*,
        row_number() over (partition by key_space, call_key order by direction = 'internal', started_at, call_id) as place,
        row_number() over (partition by key_space, call_key order by not is_success, started_at, call_id) as success_place,
        row_number() over (partition by key_space, call_key order by not is_success or not has_far_end, not has_far_end, started_at, call_id) as customer_place
    from legs
    semi join many using (key_space, call_key)

),

joined as (

    select
        key_space,
        call_key,
        max(case when place = 1 then rep_id end) as rep_id,
        max(case when place = 1 then started_on end) as day,
        max(case when place = 1 then started_at end) as started_at,
        max(case when place = 1 then direction end) as direction,
        max(case when place = 1 then file_id end) as file_id,
        max(case when place = 1 then line_no end) as line_no,
        count(*) as legs,
        bool_or(is_connected and direction <> 'internal') as is_connected,
        bool_or(is_human_answered and direction <> 'internal') as is_human_answered,
        sum(case when is_connected and direction <> 'internal' then talk_seconds else 0 end) as talk_seconds,
        arg_min(ring_seconds, (started_at, call_id)) filter (where is_connected and direction <> 'internal') as ring_seconds,
        bool_or(is_success) as is_success,
        bool_or(stated_talk_seconds is not null and direction <> 'internal') as states_talk,
        max(stage) as stage,
        max(case when success_place = 1 and is_success then file_id end) as success_file_id,
        max(case when success_place = 1 and is_success then line_no end) as success_line_no,
        max(case when customer_place = 1 and has_far_end then customer_id end) as customer_id,
        max(case when customer_place = 1 and has_far_end then number end) as number
    from ordered
    group by key_space, call_key

    union all

    select
        key_space,
        call_key,
        rep_id,
        started_on,
        started_at,
        direction,
        file_id,
        line_no,
        1,
        is_connected and direction <> 'internal',
        is_human_answered and direction <> 'internal',
        case when is_connected and direction <> 'internal' then talk_seconds else 0 end,
        case when is_connected and direction <> 'internal' then ring_seconds end,
        is_success,
        stated_talk_seconds is not null and direction <> 'internal',
        stage,
        case when is_success then file_id end,
        case when is_success then line_no end,
        case when has_far_end then customer_id end,
        case when has_far_end then number end
    from legs
    anti join many using (key_space, call_key)

)

select
    key_space,
    call_key,
    case when key_space = '' then call_key else key_space || ':' || call_key end as call_unit,
    rep_id,
    day,
    started_at,
    direction,
    cast(legs as integer) as legs,
    is_connected,
    is_human_answered,
    cast(talk_seconds as decimal(18, 3)) as talk_seconds,
    cast(ring_seconds as decimal(18, 3)) as ring_seconds,
    is_success and direction = 'outbound' as is_successful,
    {{ call_outcome('stage') }} as outcome,
    coalesce(customer_id, {{ number_unit('number') }}) as customer_unit,
    customer_id is null and number is not null as is_known_by_number_alone,
    number,
    states_talk,
    file_id,
    line_no,
    success_file_id,
    success_line_no
from joined
