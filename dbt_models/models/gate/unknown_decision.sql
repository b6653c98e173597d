{{ config(materialized='table') }}

{# Decisions about what is not there: never was, or is no longer, or is about somebody else. #}
with decisions as (

    select * from {{ ref('int_decision') }}

),

known as (

    select 'consequence' as about, rule_id as reference, subject_id, period_start from {{ ref('consequence_row') }}
    union all
    select 'finding', finding_id, rep_id, null from {{ ref('finding_row') }}

)

select decisions.decision_id, decisions.about, decisions.reference, decisions.subject_id, decisions.period_start, file.name as file_name, decisions.line_no
from decisions
inner join {{ source('raw', 'file') }} as file on decisions.file_id = file.file_id
left join known
    on decisions.about = known.about and decisions.reference = known.reference and decisions.subject_id = known.subject_id
    and decisions.period_start is not distinct from known.period_start
where known.reference is null
