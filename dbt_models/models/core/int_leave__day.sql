{{ config(materialized='table') }}

{# Leave that excuses, per rep and day: kinds add up, and every line that said so is named. #}
select
    leave.rep_id,
    leave.date as day,
    sum(leave.fraction) as fraction,
    string_agg(leave.file_id || ':' || leave.line_no, ';' order by leave.kind, leave.file_id, leave.line_no) as lines
from {{ ref('int_leave__latest') }} as leave
inner join {{ source('policy', 'leave_kinds') }} as kinds
    on leave.kind = lower(kinds.kind) and kinds.excuses and {{ in_force('kinds', 'leave.date') }}
group by leave.rep_id, leave.date
