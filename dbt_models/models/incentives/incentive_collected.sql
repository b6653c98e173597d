{{ config(materialized='table') }}

{#
    What was due in the year to a month's end (or the as-of day), and in the month, and what of it had come by then, a day late or not:
    of the seller, of the team in which he signed (where the roster has no such day, of his team on the day it was due), of the site.
    In a closed month as it was when it was closed.
#}
with months as (

    select distinct basis, scheme_id, month_start, least(period_end, {{ as_of() }}) as reached_on
    from {{ ref('incentive_period') }}
    where grain = 'month' and rules = 'policy'

),

owned as (

    select instalment.rep_id, instalment.due_on, instalment.paid_on, instalment.amount, person.scheme_id, person.team_id
    from {{ ref('incentive_instalment') }} as instalment
    inner join {{ ref('incentive_person_day') }} as person
        on person.basis = 'stands' and instalment.rep_id = person.rep_id
        and person.day = case when exists (
            select 1 from {{ ref('incentive_person_day') }} as signer
            where signer.rep_id = instalment.rep_id and signer.day = instalment.signed_on
        ) then instalment.signed_on else instalment.due_on end

),

placed as (

    select
        months.*, levels.level as subject_kind, owned.due_on, owned.paid_on <= months.reached_on as has_come,
        case levels.level when 'rep' then owned.rep_id when 'team' then owned.team_id else {{ setting('site_id') }} end as subject_id,
        {{ units('owned.amount', 4) }} as amount
    from months
    inner join owned
        on months.scheme_id = owned.scheme_id and year(months.month_start) = year(owned.due_on) and owned.due_on <= months.reached_on
    cross join (values ('rep'), ('team'), ('site')) as levels (level)

)

select
    basis, scheme_id, month_start, subject_kind, subject_id,
    coalesce(sum(amount) filter (where has_come), 0) as year_came,
    sum(amount) as year_due,
    coalesce(sum(amount) filter (where has_come and due_on >= month_start), 0) as month_came,
    coalesce(sum(amount) filter (where due_on >= month_start), 0) as month_due
from placed
where subject_id is not null
group by all

union all

select
    'stands', scheme_id, day, subject_kind, subject_id,
    {% for name in ['year came', 'year due', 'month came', 'month due'] -%}
    coalesce(sum({{ units('quantity', 4) }}) filter (where name = '{{ name }}'), 0){{ ',' if not loop.last }}
    {% endfor %}
from {{ source('raw', 'closed_incentive_input') }}
where input = 'collected'
group by scheme_id, day, subject_kind, subject_id
