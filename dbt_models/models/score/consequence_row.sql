{{ config(materialized='table') }}

{#
    What is published of the rules' findings: those whose evidence ends in a closed month as they were frozen, but for
    subjects that a later adjustment touches. A finding is a proposal once the months of its evidence are closed.
#}
with touched as (

    select distinct subject_kind, subject_id, scheme_id from {{ ref('closed_touched') }} where grain = 'month'

),

found as (

    select * from {{ ref('consequence_found') }} anti join {{ closed_on('period_end') }}

    union all

    select * from {{ ref('consequence_found') }}
    semi join {{ closed_on('period_end') }}
    semi join touched using (subject_kind, subject_id, scheme_id)

    union all by name

    select * exclude (status) from {{ source('raw', 'closed_consequence') }}
    anti join touched using (subject_kind, subject_id, scheme_id)

)

select
    found.*,
    case
        when from_month.first_day is not null and to_month.first_day is not null then 'proposed'
        else 'provisional'
    end as status
from found
left join {{ source('raw', 'closed_month') }} as from_month
    on from_month.first_day = date_trunc('month', cast(split_part(found.evidence_periods, ';', 1) as date))
left join {{ source('raw', 'closed_month') }} as to_month on to_month.first_day = date_trunc('month', found.period_end)
