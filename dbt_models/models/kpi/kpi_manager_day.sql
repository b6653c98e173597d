{{ config(materialized='table') }}

{#
    Whom a manager answers for, day by day: the reps who have him as their manager on it (`member`), and himself
    (`own`), if he has any. Who is no rep of the roster himself on that day is judged by nothing.
#}
with member as (

    select basis, manager_id, rep_id, day, 'member' as role
    from {{ ref('kpi_rep_day') }}
    where manager_id <> rep_id and {{ judges_managers() }}

)

select member.*
from member
semi join {{ ref('kpi_rep_day') }} as manager
    on member.basis = manager.basis and member.manager_id = manager.rep_id and member.day = manager.day

union all

select distinct manager.basis, manager.rep_id, manager.rep_id, manager.day, 'own'
from {{ ref('kpi_rep_day') }} as manager
semi join member on manager.basis = member.basis and manager.rep_id = member.manager_id and manager.day = member.day
