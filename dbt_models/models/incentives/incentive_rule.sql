{{ config(materialized='table') }}

{# The rules of pay: those of the policy, and for each closed month those that it was closed with. #}
select
    'policy' as rules, rule_id, scheme_id, kind, kpi_id, per, rate, threshold, ceiling, orders, entity, event, pool, payee,
    seen_at, of_rules, less_rules, from_month, role, grade, tenure_from_days, tenure_to_days, says_zh, says_en,
    valid_from, valid_to, line_no
from {{ source('policy', 'incentives') }}

union all

select
    rules, rule_id, scheme_id, kind, kpi_id, per, rate, threshold, ceiling, orders, entity, event, pool, payee,
    seen_at, of_rules, less_rules, from_month, role, grade, tenure_from_days, tenure_to_days, says_zh, says_en,
    valid_from, valid_to, line_no
from {{ source('raw', 'closed_incentive_rule') }}
