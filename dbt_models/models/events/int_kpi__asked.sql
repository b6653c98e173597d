{{ config(materialized='view') }}

{#
    The KPIs that are counted for a rep on a day: those that a scheme which judges the rep on it, or his manager, has a
    target or a weight for. Members of several such schemes stand several times.
#}
select member.rep_id, member.day, rule.kpi_id
from {{ ref('kpi_member_day') }} as member
inner join {{ ref('kpi_rule') }} as rule on rule.rules = 'policy' and member.scheme_id = rule.scheme_id
