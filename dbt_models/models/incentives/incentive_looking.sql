{{ config(materialized='ephemeral') }}

{# Which rules look at which KPI, over which period and at whose level; by the policy, by what months were closed with, and of
    months that were closed before rules were frozen by their lines' evidence. #}
with said as (

    select distinct scheme_id, rule_id, split_part(evidence, '; lines ', 1) as evidence
    from {{ source('raw', 'closed_incentive_line') }}
    where starts_with(evidence, 'kpi ')

)

select rules, scheme_id, rule_id, kpi_id, coalesce(per, 'month') as per, coalesce(seen_at, 'rep') as level
from {{ ref('incentive_rule') }}
where kpi_id is not null

union

select
    'policy', scheme_id, rule_id, regexp_extract(evidence, '([a-z0-9_]+)$', 1),
    case when starts_with(evidence, 'kpi week ') then 'week' else 'month' end,
    regexp_extract(evidence, '^kpi [a-z ]+ \d{4}-\d\d-\d\d (rep|team|site) ', 1)
from said
