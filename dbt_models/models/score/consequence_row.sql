{{ config(materialized='table') }}

{#
    What is published of the rules' findings: those whose evidence ends in a closed month as they were frozen, but for
    those whose evidence a later adjustment touches. A finding is a proposal once the months of its evidence are closed;
    what a person decided about it waits until then.
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

finding_now as (

    select * exclude (basis) from {{ ref('consequence_found') }} where basis = 'stands'

),

moved as (

    select finding.*
    from finding_now as finding
    semi join touched on {{ in_its_evidence }}
    semi join {{ closed_on('finding.period_end') }}
    anti join frozen using (rule_id, subject_id, period_start)

),

found as (

    select * from finding_now anti join {{ closed_on('period_end') }}
    union all by name
    select * from moved
    union all by name
    select * from frozen

),

{# Every month that the evidence lies in; of a period longer than a month its first, and the last of all. #}
resting as (

    select rule_id, subject_id, period_start, cast(unnest(string_split(evidence_periods, ';')) as date) as day from found
    union all
    select rule_id, subject_id, period_start, period_end from found

),

open_finding as (

    select distinct rule_id, subject_id, period_start from resting
    anti join {{ closed_on('day') }}

)

select
    found.*,
    case
        when waiting.rule_id is not null then 'provisional'
        else coalesce(decision.decision, 'proposed')
    end as status,
    decision.decided_by,
    decision.decided_at,
    decision.reason
from found
left join open_finding as waiting using (rule_id, subject_id, period_start)
left join {{ ref('int_decision') }} as decision
    on waiting.rule_id is null and decision.about = 'consequence' and decision.reference = found.rule_id
    and decision.subject_id = found.subject_id and decision.period_start = found.period_start
