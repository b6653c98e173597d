{{ config(materialized='table') }}

{#
    Instalments that stand overdue at the end of a month, or on the as-of day of a month that is not over: of the seller, if he is
    there in that month; of the team in which he signed (where the roster has no such day, of his team of that month), though he left
    since; of the site. Those of a closed month as they were when it was closed.
#}
with months as (

    select distinct basis, scheme_id, month_start, period_end, rules
    from {{ ref('incentive_period') }}
    where grain = 'month'

),

standing as (

    select
        months.*, instalment.instalment, seller.rep_id, coalesce(signed.team_id, seller.team_id) as team_id,
        signed.rep_id is not null or (seller.rep_id is not null and not exists (
            select 1 from {{ ref('incentive_person_day') }} as elsewhere
            where elsewhere.rep_id = instalment.rep_id and elsewhere.day = instalment.signed_on
        )) as is_ours
    from {{ ref('incentive_instalment') }} as instalment
    inner join months
        on months.rules = 'policy' and instalment.due_on < least(months.period_end, {{ as_of() }})
        and (instalment.paid_on is null or instalment.paid_on > least(months.period_end, {{ as_of() }}))
    left join {{ ref('incentive_period') }} as seller
        on instalment.rep_id = seller.rep_id and seller.grain = 'month' and months.basis = seller.basis
        and months.scheme_id = seller.scheme_id and months.month_start = seller.month_start
    left join {{ ref('incentive_person_day') }} as signed
        on signed.basis = 'stands' and instalment.rep_id = signed.rep_id and instalment.signed_on = signed.day
        and months.scheme_id = signed.scheme_id

)

select basis, scheme_id, month_start, 'rep' as level, rep_id as subject_id, instalment from standing where rep_id is not null

union all

select basis, scheme_id, month_start, 'team', team_id, instalment from standing where is_ours and team_id is not null

union all

select basis, scheme_id, month_start, 'site', {{ setting('site_id') }}, instalment from standing where is_ours

union all

select 'stands', scheme_id, day, subject_kind, subject_id, name
from {{ source('raw', 'closed_incentive_input') }}
where input = 'overdue'
