{{ config(materialized='ephemeral') }}

{# So much off for every finding of a rule of findings.csv (`event`) that a named person confirmed, in the month of its day. #}
select
    {{ line_of('rule', 'person') }},
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
where {{ fits('rule', 'person', 'person.day') }}
