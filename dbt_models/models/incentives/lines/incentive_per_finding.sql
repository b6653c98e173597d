{{ config(materialized='ephemeral') }}

{#
    So much off for every finding of a rule of findings.csv (`event`) that a named person confirmed, in the month of its day; where that
    was closed before the decision came, in the month of the decision or the first after it that is not closed, by the rules that its own
    month was closed with. What a month was closed with stays in it.
#}
with frozen as (

    select subject_id as rep_id, scheme_id, rule_id, item, period_start
    from {{ source('raw', 'closed_incentive_line') }}
    where subject_kind = 'rep' and starts_with(item, 'finding ')

),

decided as (

    select reference as finding_id, subject_id as rep_id, cast(unnest(generate_series(
        date_trunc('month', cast(decided_on as timestamp)), cast({{ as_of() }} as timestamp), interval 1 month
    )) as date) as month_start
    from {{ ref('int_decision') }}
    where about = 'finding'

),

open_month as (

    select finding_id, rep_id, min(month_start) as month_start
    from decided
    anti join {{ closed_on('month_start') }}
    group by finding_id, rep_id

)

select
    person.basis, 'rep' as subject_kind, person.rep_id as subject_id,
    case
        when person.basis = 'would be' then coalesce(frozen.period_start, person.month_start)
        when closed.first_day is null then person.month_start
        else open_month.month_start
    end as period_start,
    rule.scheme_id, rule.rule_id, rule.line_no as rule_line,
    'finding ' || finding.finding_id as item,
    cast(1 as decimal(18, 4)) as quantity,
    -rule.rate as rate,
    {{ money('1', '-rule.rate') }} as amount,
    finding.day || '，' || finding.decided_by || ' 确认：1 x ' || {{ plain('-rule.rate') }} as formula_zh,
    finding.day || ', confirmed by ' || finding.decided_by || ': 1 x ' || {{ plain('-rule.rate') }} as formula_en,
    'finding ' || finding.finding_id as evidence,
    finding.file_id,
    finding.line_no as file_line
from {{ rules_of('per_finding') }} as rule
inner join {{ ref('finding_row') }} as finding on rule.event = finding.rule_id and finding.status = 'confirmed'
inner join {{ ref('incentive_person_day') }} as person
    on rule.scheme_id = person.scheme_id and finding.rep_id = person.rep_id and finding.day = person.day
left join {{ closed_on('person.day') }}
left join open_month on finding.finding_id = open_month.finding_id and finding.rep_id = open_month.rep_id
left join frozen
    on person.rep_id = frozen.rep_id and rule.scheme_id = frozen.scheme_id and rule.rule_id = frozen.rule_id
    and frozen.item = 'finding ' || finding.finding_id
where {{ fits('rule', 'person', 'person.day') }}
    and (person.basis = 'would be' or frozen.item is null and (closed.first_day is null or open_month.month_start is not null))
