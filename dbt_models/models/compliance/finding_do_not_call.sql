{{ config(materialized='ephemeral') }}

{# Outbound calls to customers who had asked not to be called by then. #}
select
    rule.rule_id,
    rule.kind,
    'call' as unit,
    calls.call_unit as unit_id,
    calls.rep_id,
    calls.day,
    'customer ' || calls.customer_unit || ' was called at ' || strftime({{ site_time('calls.started_at') }}, '%Y-%m-%d %H:%M:%S') as observed,
    'no calls since ' || strftime({{ site_time('min(marked.from_at)') }}, '%Y-%m-%d %H:%M:%S') as allowed,
    calls.file_id,
    calls.line_no
from {{ ref('fct_call') }} as calls
inner join {{ ref('int_do_not_call') }} as marked
    on calls.customer_unit = marked.customer_id and calls.started_at >= marked.from_at
    and (marked.until_at is null or calls.started_at < marked.until_at)
inner join {{ source('policy', 'findings') }} as rule on rule.kind = 'do_not_call' and {{ in_force('rule', 'calls.day') }}
where calls.direction = 'outbound'
group by all
