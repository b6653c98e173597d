{{ config(materialized='table') }}

{#
    What is published of the rules' findings: those whose evidence ends in a closed month as they were frozen, but for
    those whose evidence a later adjustment touches. A finding is a proposal once the months of its evidence are closed.
#}
{%- set in_its_evidence -%}
    touched.subject_kind = finding.subject_kind and touched.subject_id = finding.subject_id
        and touched.scheme_id = finding.scheme_id and touched.period_start
            between date_trunc('month', cast(split_part(finding.evidence_periods, ';', 1) as date)) and finding.period_end
{%- endset %}
with touched as (

    select subject_kind, subject_id, scheme_id, period_start from {{ ref('closed_touched') }} where grain = 'month'

),

frozen as (

    select finding.* exclude (status)
    from {{ source('raw', 'closed_consequence') }} as finding
    anti join touched on {{ in_its_evidence }}

),

moved as (

    select finding.*
    from {{ ref('consequence_found') }} as finding
    semi join touched on {{ in_its_evidence }}
    semi join {{ closed_on('finding.period_end') }}
    anti join frozen using (rule_id, subject_id, period_start)

),

found as (

    select * from {{ ref('consequence_found') }} anti join {{ closed_on('period_end') }}
    union all by name
    select * from moved
    union all by name
    select * from frozen

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
