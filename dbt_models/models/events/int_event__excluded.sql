{{ config(materialized='table') }}

{#
    What no KPI counts, with the reason and the KPI that does not count it: calls that are no dials or have nobody
    to count for, successful ones without a customer, opportunities that fail a condition, deleted records,
    calls that a closed month has counted.
#}
with calls as (

    select
        'calls' as entity,
        call_unit as unit_id,
        calls.rep_id,
        calls.day,
        case
            when direction = 'inbound' then 'inbound'
            when direction = 'internal' then 'internal'
            when rep_day.rep_id is null then 'outside_roster'
            else 'no_identity'
        end as reason,
        case when direction = 'outbound' and rep_day.rep_id is not null then 'customer_coverage' else 'dials' end as kpi_id,
        case when direction = 'outbound' and rep_day.rep_id is not null then calls.success_file_id else calls.file_id end as file_id,
        case when direction = 'outbound' and rep_day.rep_id is not null then calls.success_line_no else calls.line_no end as line_no
    from {{ ref('fct_call') }} as calls
    left join {{ ref('dim_rep_day') }} as rep_day on calls.rep_id = rep_day.rep_id and calls.day = rep_day.day
    where direction <> 'outbound' or rep_day.rep_id is null or (is_successful and customer_unit is null)

),

milestones as (

    select opportunity_id, 'potential_opportunities' as kpi_id, visit_rep_id as rep_id, visit_accepted_on as day,
        case when not is_capable then 'not_capable' end as reason, file_id, line_no
    from {{ ref('fct_opportunity') }} where visit_accepted_on is not null

    union all

    select opportunity_id, 'valid_opportunities', confirmed_rep_id, confirmed_on,
        case when confirmed_by = confirmed_rep_id then 'confirmed_by_rep' end, file_id, line_no
    from {{ ref('fct_opportunity') }} where confirmed_on is not null

),

opportunities as (

    select
        'opportunities' as entity,
        milestones.opportunity_id as unit_id,
        milestones.rep_id,
        milestones.day,
        coalesce(milestones.reason, 'outside_roster') as reason,
        milestones.kpi_id,
        milestones.file_id,
        milestones.line_no
    from milestones
    left join {{ ref('dim_rep_day') }} as rep_day on milestones.rep_id = rep_day.rep_id and milestones.day = rep_day.day
    where milestones.reason is not null or rep_day.rep_id is null

)

select * from (
    select * from calls
    union all
    select * from opportunities
    union all
    select * from {{ ref('int_event__deleted') }}
    union all
    select 'calls', unit_id, rep_id, day, reason, kpi_id, file_id, line_no from {{ ref('int_event__held_back') }}
)
where day <= {{ as_of() }}
