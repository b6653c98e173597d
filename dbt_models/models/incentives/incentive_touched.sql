{{ config(materialized='table') }}

{#
    The rules whose lines an adjustment of a closed month moves, by subject and month: those that look at a KPI that it
    moved, and those that rest on their lines, of the same person or through a pool. By the rules that the month was
    closed with; of months that were closed before rules were frozen by today's and by what their lines say.
    A kind rests on those before its own stage alone (dagster_project/policy/checks/incentive_rules.py): so many steps reach all.
#}
{%- set steps = 5 -%}
with looking as (

    select * from {{ ref('incentive_looking') }}

),

moved as (

    select
        touched.subject_kind, touched.subject_id, touched.scheme_id, touched.kpi_id, looking.rules, looking.rule_id,
        cast(date_trunc('month', case
            when looking.per = 'week' then date_trunc('week', touched.period_start) + interval 6 day else touched.period_start
        end) as date) as period_start
    from {{ ref('closed_touched') }} as touched
    inner join looking
        on touched.scheme_id = looking.scheme_id and touched.kpi_id = looking.kpi_id and touched.subject_kind = looking.level
    where touched.grain = 'day' or looking.per <> 'week'

),

members as (

    select * from {{ ref('incentive_member') }}

),

{# Whoever is looked at by a rule: a rep himself, everybody of the team or of the site. #}
touched_0 as (

    select distinct member.subject_kind, member.subject_id, moved.scheme_id, moved.period_start, moved.rule_id, moved.rules
    from moved
    inner join {{ closed_on('moved.period_start') }} and moved.rules = case when closed.keeps_pay then closed.rules else 'policy' end
    inner join members as member
        on moved.scheme_id = member.scheme_id and moved.period_start = member.period_start
        and moved.subject_kind = member.level and moved.subject_id = member.level_id

)
{%- for step in range(1, steps + 1) %},

touched_{{ step }} as (

    select distinct reached.subject_kind, reached.subject_id, touched.scheme_id, touched.period_start, resting.rule_id, touched.rules
    from touched_{{ step - 1 }} as touched
    inner join {{ ref('incentive_resting') }} as resting
        on touched.scheme_id = resting.scheme_id and touched.rule_id = resting.rests_on and touched.rules = resting.rules
    inner join members as member
        on touched.scheme_id = member.scheme_id and touched.period_start = member.period_start
        and touched.subject_kind = member.subject_kind and touched.subject_id = member.subject_id and resting.level = member.level
    inner join members as reached
        on member.scheme_id = reached.scheme_id and member.period_start = reached.period_start
        and member.level = reached.level and member.level_id = reached.level_id

)
{%- endfor %}

{% for step in range(steps + 1) -%}
select subject_kind, subject_id, scheme_id, period_start, rule_id from touched_{{ step }}
{{ "union" if not loop.last }}
{% endfor -%}
