{{ config(materialized='table') }}

{# Records whose last word is that they were deleted, or that a newer snapshot lacks, by the line that holds last. #}
with deleted_call as (

    select
        staged.key_space,
        coalesce(staged.linked_id, staged.call_id) as call_key,
        staged.rep_id,
        staged.started_on as day,
        staged.file_id,
        staged.line_no
    from {{ ref('stg_calls') }} as staged
    inner join {{ source('raw', 'file') }} as file on staged.file_id = file.file_id
    where staged.refused_column is null and (staged.is_deleted or file.superseded)
    qualify row_number() over (
        partition by staged.key_space, coalesce(staged.linked_id, staged.call_id)
        order by staged.updated_at desc nulls last, file.file_no desc, staged.line_no desc
    ) = 1

),

deleted_opportunity as (

    select staged.*
    from {{ ref('stg_opportunities') }} as staged
    inner join {{ source('raw', 'file') }} as file on staged.file_id = file.file_id
    where staged.refused_column is null and (staged.is_deleted or file.superseded)
    qualify row_number() over (
        partition by staged.opportunity_id order by staged.updated_at desc nulls last, file.file_no desc, staged.line_no desc
    ) = 1

),

gone_opportunity as (

    select deleted_opportunity.*
    from deleted_opportunity
    anti join {{ ref('int_opportunities__latest') }} using (opportunity_id)

)

select
    'calls' as entity,
    case when key_space = '' then call_key else key_space || ':' || call_key end as unit_id,
    rep_id,
    day,
    'deleted' as reason,
    'dials' as kpi_id,
    file_id,
    line_no
from deleted_call
anti join {{ ref('fct_call') }} using (key_space, call_key)

union all

select 'opportunities', opportunity_id, rep_id, visit_accepted_on, 'deleted', 'potential_opportunities', file_id, line_no
from gone_opportunity
where visit_accepted_on is not null

union all

select 'opportunities', opportunity_id, rep_id, confirmed_on, 'deleted', 'valid_opportunities', file_id, line_no
from gone_opportunity
where confirmed_on is not null
