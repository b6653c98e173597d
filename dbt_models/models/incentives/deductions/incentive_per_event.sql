{{ config(materialized='ephemeral') }}

{#
    A share of what other rules pay is lost for each event of attendance in the month, by whom it tells of, or by that
    person's manager (`payee`); never more than the whole.
#}
with events as (

    select
        person.basis, person.scheme_id, person.month_start, person.event, payees.payee,
        case payees.payee when 'rep' then person.rep_id else person.manager_id end as subject_id,
        sum(person.times) as times,
        string_agg(person.day || ' ' || person.rep_id, ', ' order by person.day, person.rep_id) as days
    from {{ ref('incentive_event') }} as person
    cross join (values ('rep'), ('manager')) as payees (payee)
    group by all

),

lost as (

    select
        {{ line_of('rule', 'period') }},
        base.summed as quantity,
        -cast(least(1, rule.rate * events.times) as decimal(18, 4)) as rate,
        rule.event || ' ' || {{ plain('events.times * 1.0') }} || ' x ' || {{ plain('rule.rate') }} as found,
        rule.rate * events.times > 1 as is_whole,
        'attendance ' || rule.event || ' ' || events.days || '; lines ' || rule.of_rules as evidence
    from {{ month_with_sum('per_event', ref('incentive_after_scales')) }}
    inner join events
        on period.basis = events.basis and rule.scheme_id = events.scheme_id and period.month_start = events.month_start
        and rule.event = events.event and coalesce(rule.payee, 'rep') = events.payee and period.rep_id = events.subject_id
    where base.summed > 0

)

select
    * exclude (found, is_whole),
    '' as item,
    {{ money('quantity', 'rate') }} as amount,
    found || case when is_whole then '，至多全部' else '' end || '：' || {{ times('quantity', 'rate') }} as formula_zh,
    found || case when is_whole then ', at most the whole' else '' end || ': ' || {{ times('quantity', 'rate') }} as formula_en
from lost
