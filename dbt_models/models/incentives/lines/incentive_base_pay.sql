{{ config(materialized='ephemeral') }}

{#
    Pay of a month by attended / required days, a line per rule that held on some of its days: grade, role and dates are
    those of each day. Required are all working days of the month by the person's calendar.
#}
with attended as (

    select
        {{ line_of('rule', 'person') }},
        rule.rate as month_rate,
        cast(sum(person.attended) as decimal(18, 4)) as quantity,
        max(working_days.working_days) as required
    from {{ rules_of('base_pay') }} as rule
    inner join {{ ref('incentive_attended') }} as person on rule.scheme_id = person.scheme_id and {{ fits('rule', 'person', 'person.day') }}
    inner join {{ ref('dim_working_days') }} as working_days
        on working_days.per = 'month' and person.month_start = working_days.base_start and person.calendar_id = working_days.calendar_id
    group by all

)

select
    * exclude (month_rate, required),
    '' as item,
    {{ ratio(units('month_rate', 4), 'required * 10000::hugeint', 6) }} as rate,
    cast({{ ratio(units('month_rate', 4) ~ ' * ' ~ units('quantity', 4), 'required * 100000000::hugeint', 2) }} as decimal(18, 2)) as amount,
    {{ plain('month_rate') }} || ' x 出勤 ' || {{ plain('quantity') }} || ' / 应出勤 ' || required || ' 天' as formula_zh,
    {{ plain('month_rate') }} || ' x ' || {{ plain('quantity') }} || ' attended / ' || required || ' required days' as formula_en,
    'attendance ' || period_start as evidence
from attended
where required > 0
