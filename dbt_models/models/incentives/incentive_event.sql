{{ config(materialized='table') }}

{# Events of attendance of everybody whom rules pay; those of closed months as they were when it was closed. #}
select person.basis, person.scheme_id, person.month_start, person.rep_id, person.manager_id, person.day, told.event, told.times
from {{ ref('incentive_person_day') }} as person
inner join {{ ref('fct_attendance') }} as told using (rep_id, day)
where person.rules = 'policy'

union all

select person.basis, person.scheme_id, person.month_start, person.rep_id, person.manager_id, person.day, told.name, told.quantity
from {{ ref('incentive_person_day') }} as person
inner join {{ source('raw', 'closed_incentive_input') }} as told
    on told.input = 'attendance' and person.scheme_id = told.scheme_id and person.rep_id = told.subject_id and person.day = told.day
where person.rules <> 'policy'
