{{ config(materialized='table') }}

{# Words that the policy does not map: kept, counted here, never guessed. A free text may hold a number of a person: five digits and more are hidden. #}
with unmapped as (

    select * from {{ ref('int_call_value__mapped') }} where canonical is null

),

leave_kind as (

    select leave.kind, count(*) as rows, arg_min(leave.file_id, (leave.file_id, leave.line_no)) as file_id, arg_min(leave.line_no, (leave.file_id, leave.line_no)) as line_no
    from {{ ref('int_leave__latest') }} as leave
    where leave.kind not in (select lower(kind) from {{ source('policy', 'leave_kinds') }})
    group by leave.kind

),

{# What rules of pay ask for of orders and of the roster, and none of them names. #}
pay_word as (

    select * from {{ ref('incentive_unnamed') }}

)

select
    'calls' as entity,
    unmapped.column_name,
    {{ digits_hidden('unmapped.value') }} as value,
    count(*) as rows,
    arg_min(file.name, (file.name, calls.line_no)) as file_name,
    arg_min(calls.line_no, (file.name, calls.line_no)) as line_no
from unmapped
inner join {{ ref('stg_calls') }} as calls
    on unmapped.source = calls.source and unmapped.day = calls.started_on
    and unmapped.value = case unmapped.column_name when 'disposition' then calls.disposition else calls.result end
inner join {{ source('raw', 'file') }} as file on calls.file_id = file.file_id
where calls.refused_column is null
group by unmapped.column_name, {{ digits_hidden('unmapped.value') }}

union all

select 'leave', 'kind', leave_kind.kind, leave_kind.rows, file.name, leave_kind.line_no
from leave_kind
inner join {{ source('raw', 'file') }} as file on leave_kind.file_id = file.file_id

union all

select
    pay_word.entity, pay_word.column_name, pay_word.value, count(*),
    arg_min(file.name, (file.name, pay_word.line_no)), arg_min(pay_word.line_no, (file.name, pay_word.line_no))
from pay_word
inner join {{ source('raw', 'file') }} as file on pay_word.file_id = file.file_id
group by pay_word.entity, pay_word.column_name, pay_word.value
