{{ config(materialized='table') }}

{#
    How far each day was attended: a working day between hiring and leaving, for the full-time share, less leave of any
    kind and absences. Days that are excused are attended: nobody loses pay by the site's failures.
    Days of closed months are attended as they were when they were closed.
#}
with leave as (

    select rep_id, date as day, sum(fraction) as fraction from {{ ref('int_leave__latest') }} group by all

),

absence as (

    select rep_id, day, sum(times) as times from {{ ref('fct_attendance') }} where event = 'absence' group by all

)

select
    person.*,
    case when person.rules <> 'policy' then coalesce(frozen.quantity, 0)
    when person.is_working_day and person.day_reason not in ('before hire', 'after leaving') then
        cast(person.fte * cast(1 - least(1, coalesce(leave.fraction, 0) + coalesce(absence.times, 0)) as decimal(9, 4)) as decimal(18, 4))
    else 0 end as attended
from {{ ref('incentive_person_day') }} as person
left join leave using (rep_id, day)
left join absence using (rep_id, day)
left join {{ source('raw', 'closed_incentive_input') }} as frozen
    on frozen.input = 'attended' and person.scheme_id = frozen.scheme_id and person.rep_id = frozen.subject_id and person.day = frozen.day
