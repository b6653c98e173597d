{#
    The lines of all kinds of one folder (models/incentives/<folder>/incentive_<kind>.sql) that some rule of the policy
    uses, with what the rule says. The job names the models in the environment: a new kind is a new file. Every kind's
    numbers have the published types: a wider one among them would cost all the others their last places.
#}
{% macro all_incentives(folder) -%}
    {%- set names = env_var('SCORELINE_INCENTIVES_' ~ folder | upper).split(',') | reject('equalto', '') | list -%}
    {%- set used = used_incentives() -%}
    {%- set wanted = [] -%}
    {%- for name in names -%}
        {%- set relation = ref(name) -%}
        {%- if name[10:] in used -%}{%- do wanted.append(relation) -%}{%- endif -%}
    {%- endfor -%}
    select
        cast(null as varchar) as basis,
        cast(null as varchar) as subject_kind,
        cast(null as varchar) as subject_id,
        cast(null as date) as period_start,
        cast(null as varchar) as scheme_id,
        cast(null as varchar) as rule_id,
        cast(null as integer) as rule_line,
        cast(null as varchar) as item,
        cast(null as decimal(18, 4)) as quantity,
        cast(null as decimal(18, 6)) as rate,
        cast(null as decimal(18, 2)) as amount,
        cast(null as varchar) as formula_zh,
        cast(null as varchar) as formula_en,
        cast(null as varchar) as evidence,
        cast(null as varchar) as file_id,
        cast(null as bigint) as file_line,
        cast(null as varchar) as explanation_zh,
        cast(null as varchar) as explanation_en,
        cast(null as integer) as closed_in
    where false
    {%- for relation in wanted %}
    union all by name
    select * replace (
        cast(quantity as decimal(18, 4)) as quantity, cast(rate as decimal(18, 6)) as rate, cast(amount as decimal(18, 2)) as amount
    )
    from {{ relation }}
    {%- endfor %}
{%- endmacro %}

{#
    The same, as far as they are published: of closed months what an adjustment moves (incentive_touched), nothing else, for
    that was frozen. What closed months would be is reckoned whole.
#}
{% macro reckoned(folder) -%}
    select lines.*
    from (
        {{ all_incentives(folder) }}
    ) as lines
    left join {{ closed_on('lines.period_start') }}
    left join {{ ref('incentive_touched') }} as touched
        on lines.subject_kind = touched.subject_kind and lines.subject_id = touched.subject_id
        and lines.scheme_id = touched.scheme_id and lines.period_start = touched.period_start and lines.rule_id = touched.rule_id
    where lines.basis = 'would be' or closed.first_day is null or touched.rule_id is not null
{%- endmacro %}

{# Kinds of incentives that the policy has a rule of, as a list of text: models of others are empty and cost nothing. #}
{% macro used_incentives() -%}
    {%- if not execute -%} {{ return([]) }} {%- endif -%}
    {%- set rows = run_query(
        "select kind from policy.incentives union select kind from raw.closed_incentive_rule order by 1")  -%}
    {{ return(rows.columns[0].values() | list) }}
{%- endmacro %}

{# The rules of one kind, of the policy and of closed months. #}
{% macro rules_of(kind) -%}
    (select * from {{ ref('incentive_rule') }} where kind = '{{ kind }}')
{%- endmacro %}

{# What every line says of its subject and rule; `person` has basis, month_start and, unless said, the rep. #}
{% macro line_of(rule, person, subject_kind="'rep'", subject_id=none) -%}
    {{ person }}.basis,
    {{ subject_kind }} as subject_kind,
    {{ subject_id or person ~ '.rep_id' }} as subject_id,
    {{ person }}.month_start as period_start,
    {{ rule }}.scheme_id,
    {{ rule }}.rule_id,
    {{ rule }}.line_no as rule_line
{%- endmacro %}

{# Does a rule hold for a person as he stood on a day (whose rules, role, grade, tenure, dates)? #}
{% macro fits(rule, person, day, rules=none) -%}
    {{ rule }}.rules = {{ rules or person ~ '.rules' }}
        and ({{ rule }}.role is null or list_contains({{ listed(rule ~ '.role') }}, {{ person }}.role))
        and ({{ rule }}.grade is null or list_contains({{ listed(rule ~ '.grade') }}, {{ person }}.grade))
        and ({{ rule }}.tenure_from_days is null or {{ person }}.tenure_days >= {{ rule }}.tenure_from_days)
        and ({{ rule }}.tenure_to_days is null or {{ person }}.tenure_days <= {{ rule }}.tenure_to_days)
        and {{ in_force(rule, day) }}
{%- endmacro %}

{# The row of a rule's KPI for a rep's period. #}
{% macro kpi_of(rule, period) -%}
    {{ period }}.basis = kpi.basis and {{ period }}.grain = kpi.grain and {{ period }}.period_start = kpi.period_start
        and kpi.subject_kind = 'rep' and {{ period }}.rep_id = kpi.subject_id
        and {{ rule }}.scheme_id = kpi.scheme_id and {{ rule }}.kpi_id = kpi.kpi_id
{%- endmacro %}

{# The row of a rule's KPI at the level that the rule looks at: the person's own, the team's, the site's. #}
{% macro kpi_seen_at(rule, period) -%}
    {{ period }}.basis = kpi.basis and {{ rule }}.scheme_id = kpi.scheme_id and {{ rule }}.kpi_id = kpi.kpi_id
        and kpi.subject_kind = coalesce({{ rule }}.seen_at, 'rep') and kpi.subject_id = case coalesce({{ rule }}.seen_at, 'rep')
            when 'rep' then {{ period }}.rep_id when 'team' then {{ period }}.team_id else {{ setting('site_id') }}
        end
{%- endmacro %}

{# A rule about a person's month beside the sum of the lines that it names: for kinds that take or give shares. #}
{% macro month_with_sum(kind, lines, rules=none) -%}
    {{ rules_of(kind) }} as rule
    inner join {{ ref('incentive_period') }} as period
        on rule.scheme_id = period.scheme_id and period.grain = 'month' and {{ fits('rule', 'period', 'period.last_day', rules) }}
    inner join {{ sums_of_rules(kind, lines) }} as base
        on period.basis = base.basis and base.subject_kind = 'rep' and period.rep_id = base.subject_id
        and period.month_start = base.period_start and rule.line_no = base.rule_line and rule.rules = base.rules
{%- endmacro %}

{# Whether any rule pays or fines by the day. #}
{% macro pays_by_the_day() -%}
    {%- if not execute -%} {{ return(false) }} {%- endif -%}
    {%- set found = run_query(
        "select count(*) from (select per from policy.incentives union all select per from raw.closed_incentive_rule) where per = 'day'")  -%}
    {{ return(found.rows[0][0] > 0) }}
{%- endmacro %}
