{{ config(materialized='table') }}

{#
    How much of a rep's own working days of a period he was there under a scheme: whole days (units of 0.0001), whatever his
    full-time share; and how many working days his calendar has, the site's on days that the roster does not cover.
#}
with rep_day as (

    select 'stands' as basis, rep_id, day, schemes, is_working_day, is_due, leave_fraction, excused_fraction
    from {{ ref('dim_rep_day') }}

    union all

    select 'would be', rep_id, day, schemes, is_working_day, is_due, leave_fraction, excused_fraction
    from {{ ref('int_rep_day') }}
    where exists (select 1 from {{ source('raw', 'closed_month') }})

),

rules as (

    select distinct scheme_id, grain from {{ source('policy', 'consequences') }} where subject_kind = 'rep'

),

placed as (

    select
        rep_day.basis,
        rep_day.rep_id,
        rules.scheme_id,
        rules.grain,
        {{ base_start('rules.grain', 'rep_day.day') }} as period_start,
        rep_day.is_working_day,
        coalesce(site_day.is_working_day, false) as is_site_working_day,
        case
            when rep_day.is_due and {{ holds('rep_day.schemes', 'rules.scheme_id') }}
                then {{ units('cast(1 - least(1, rep_day.leave_fraction + rep_day.excused_fraction) as decimal(9, 4))', 4) }}
            else 0
        end as presence_units
    from rep_day
    cross join rules
    left join {{ ref('consequence_working_day') }} as site_day on rep_day.basis = site_day.basis and rep_day.day = site_day.day

)

select
    basis, rep_id, scheme_id, grain, period_start,
    sum(presence_units) as presence_units,
    count(*) filter (where is_working_day) - count(*) filter (where is_site_working_day) as further_working_days
from placed
group by all
having sum(presence_units) > 0
