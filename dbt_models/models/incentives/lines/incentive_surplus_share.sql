{{ config(materialized='ephemeral') }}

{# A share of the surplus, amounts less costs, of a month's orders that a rule asks for; nothing of a loss. Where the rule
    changed within the month, the row that held for the last of them says which share. #}
with months as (

    select
        paid.basis, paid.payee as subject_kind, paid.payee_id as subject_id, paid.month_start as period_start,
        paid.scheme_id, paid.rule_id,
        arg_max(paid.line_no, (paid.day, paid.order_id)) as rule_line,
        arg_max(paid.rate, (paid.day, paid.order_id)) as rate,
        cast(sum(coalesce(paid.amount, 0)) as decimal(18, 4)) as income,
        cast(sum(coalesce(paid.cost, 0)) as decimal(18, 4)) as cost,
        'order ' || string_agg(paid.order_id, ', ' order by paid.order_id) as evidence
    from {{ paid_orders('surplus_share') }} as paid
    where paid.amount is not null or paid.cost is not null
    group by all

)

select
    * exclude (income, cost),
    '' as item,
    cast(income - cost as decimal(18, 4)) as quantity,
    {{ money('income - cost', 'rate') }} as amount,
    '（' || {{ plain('income') }} || ' - ' || {{ plain('cost') }} || '）x ' || {{ plain('rate') }} as formula_zh,
    '(' || {{ plain('income') }} || ' - ' || {{ plain('cost') }} || ') x ' || {{ plain('rate') }} as formula_en
from months
where income > cost
