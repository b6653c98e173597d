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

{# quantity x rate, both with at most 4 decimals, in money: half up to the cent. #}
{% macro money(quantity, rate) -%}
    cast({{ units_half_up('(' ~ units(quantity, 4) ~ ') * (' ~ units(rate, 4) ~ ')', 8, 2) }} as decimal(18, 2))
{%- endmacro %}

{# A decimal as people write it: without trailing zeros. #}
{% macro plain(x) -%}
    regexp_replace(cast({{ x }} as varchar), '\.?0+$', '')
{%- endmacro %}

{# The line's arithmetic in figures: 19 x -5. #}
{% macro times(quantity, rate) -%}
    {{ plain(quantity) }} || ' x ' || {{ plain(rate) }}
{%- endmacro %}

{# The row of a rule's KPI for a rep's period. #}
{% macro kpi_of(rule, period) -%}
    {{ period }}.basis = kpi.basis and {{ period }}.grain = kpi.grain and {{ period }}.period_start = kpi.period_start
        and kpi.subject_kind = 'rep' and {{ period }}.rep_id = kpi.subject_id
        and {{ rule }}.scheme_id = kpi.scheme_id and {{ rule }}.kpi_id = kpi.kpi_id
{%- endmacro %}

{# Which published KPI row a line rests on: "kpi day 2026-09-03 rep r1 dials". #}
{% macro kpi_evidence(kpi) -%}
    'kpi ' || {{ kpi }}.grain || ' ' || {{ kpi }}.period_start || ' ' || {{ kpi }}.subject_kind || ' ' || {{ kpi }}.subject_id || ' ' || {{ kpi }}.kpi_id
{%- endmacro %}

{# Place of a line on its statement: in the order of the policy's rows, then of its items. #}
{% macro incentive_line_no() -%}
    cast(row_number() over (
        partition by subject_id, period_start, scheme_id
        order by subject_kind, rule_line, rule_id, item, amount, evidence, file_id, file_line
    ) as integer)
{%- endmacro %}

{# Totals of lines of a basis: the sum, stopped at 0, and what it stopped at; all of it withheld, or nothing. #}
{% macro incentive_totals(lines, basis) -%}
    select
        summed.*,
        cast(greatest(gross, 0) as decimal(18, 2)) as total,
        cast(least(gross, 0) as decimal(18, 2)) as remainder,
        cast(case when held.rep_id is not null then greatest(gross, 0) else 0 end as decimal(18, 2)) as withheld,
        cast(0 as decimal(18, 2)) as released
    from (
        select
            subject_kind, subject_id, period_start, period_end, scheme_id,
            cast(count(*) as integer) as lines, cast(sum(amount) as decimal(18, 2)) as gross
        from {{ lines }}
        group by all
    ) as summed
    left join {{ ref('incentive_withheld') }} as held
        on held.basis = '{{ basis }}' and summed.subject_kind = 'rep' and summed.subject_id = held.rep_id
        and summed.scheme_id = held.scheme_id and summed.period_start = held.month_start
{%- endmacro %}

{#
    Everything that was withheld before a month in which nothing is overdue any more, less what came back before: in a
    closed month, or in an earlier month of this kind.
#}
{% macro incentive_releases(totals, frozen) -%}
    select subject_kind, subject_id, scheme_id, period_start, cast(held - greatest(
        back, coalesce(lag(held) over (partition by subject_kind, subject_id, scheme_id order by period_start), 0)
    ) as decimal(18, 2)) as released
    from (
        select
            cleared.month_start as period_start, owed.subject_kind, owed.subject_id, owed.scheme_id,
            sum(owed.withheld) as held,
            coalesce((
                select sum(closed.released) from {{ frozen }} as closed
                where closed.subject_kind = owed.subject_kind and closed.subject_id = owed.subject_id
                    and closed.scheme_id = owed.scheme_id and closed.period_start < cleared.month_start
            ), 0) as back
        from {{ ref('incentive_cleared') }} as cleared
        inner join {{ totals }} as owed
            on owed.subject_kind = 'rep' and cleared.rep_id = owed.subject_id and owed.period_start < cleared.month_start
            and owed.withheld > 0
        anti join {{ closed_on('cleared.month_start') }}
        group by all
    )
{%- endmacro %}

{# Sums of the lines of a rule's `of_rules` so far, per subject and month: `basis, subject, period_start, scheme_id, of_rules, summed`. #}
{% macro sums_of_rules(kind, lines) -%}
    (
        select
            lines.basis, lines.subject_kind, lines.subject_id, lines.period_start, lines.scheme_id,
            rule.rules, rule.line_no as rule_line, cast(sum(lines.amount) as decimal(18, 2)) as summed
        from {{ lines }} as lines
        inner join {{ rules_of(kind) }} as rule
            on lines.scheme_id = rule.scheme_id and list_contains({{ listed('rule.of_rules') }}, lines.rule_id)
        group by all
    )
{%- endmacro %}

{# A cell's list as a list: blanks around its parts and their signs mean nothing, those inside words do. #}
{% macro listed(cell) -%}
    list_transform(string_split({{ cell }}, ';'), part -> trim(regexp_replace(part, ' *(!=|=|\|) *', '\1', 'g')))
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

{# Does an order have what a rule's `orders` asks for: `channel=direct;stock_kind=stock|promotion;product!=other_income`? #}
{% macro asks_for(rule, orders) -%}
    ({{ rule }}.orders is null or array_length(list_filter({{ listed('lower(' ~ rule ~ '.orders)') }}, asked -> case
        when contains(asked, '!=')
            then list_contains(string_split(split_part(asked, '!=', 2), '|'), {{ orders }}.traits[split_part(asked, '!=', 1)])
        else not list_contains(string_split(split_part(asked, '=', 2), '|'), {{ orders }}.traits[split_part(asked, '=', 1)])
    end)) = 0)
{%- endmacro %}

{# Rules of a kind with the orders that they ask for, each with its payee: the seller, the region's department or the whole site.
    A lot is what one customer bought on one day in such orders. #}
{% macro paid_orders(kind) -%}
    (
        select
            orders.* exclude (line_no), orders.line_no as file_line, rule.rule_id, rule.line_no, rule.rate, rule.threshold,
            cast(coalesce(sum(orders.quantity) over (
                partition by orders.basis, rule.line_no, orders.scheme_id, orders.buyer, orders.day
            ), 0) as decimal(18, 4)) as lot,
            {{ fits('rule', 'orders', 'orders.day') }} as is_for_seller,
            coalesce(rule.payee, 'rep') as payee,
            case coalesce(rule.payee, 'rep')
                when 'rep' then orders.rep_id when 'team' then orders.region_team_id else {{ setting('site_id') }}
            end as payee_id
        from {{ rules_of(kind) }} as rule
        inner join {{ ref('incentive_order') }} as orders
            on rule.rules = orders.rules and rule.scheme_id = orders.scheme_id and {{ asks_for('rule', 'orders') }}
        qualify is_for_seller and (rule.threshold is null or lot >= rule.threshold)
    )
{%- endmacro %}

{# What every line of an order says besides. #}
{% macro line_of_order(paid) -%}
    {{ line_of(paid, paid, paid ~ '.payee', paid ~ '.payee_id') }}
{%- endmacro %}

{# The row of a rule's KPI at the level that the rule looks at: the person's own, the team's, the site's. #}
{% macro kpi_seen_at(rule, period) -%}
    {{ period }}.basis = kpi.basis and {{ rule }}.scheme_id = kpi.scheme_id and {{ rule }}.kpi_id = kpi.kpi_id
        and kpi.subject_kind = coalesce({{ rule }}.seen_at, 'rep') and kpi.subject_id = case coalesce({{ rule }}.seen_at, 'rep')
            when 'rep' then {{ period }}.rep_id when 'team' then {{ period }}.team_id else {{ setting('site_id') }}
        end
{%- endmacro %}

{# Whether any rule pays or fines by the day. #}
{% macro pays_by_the_day() -%}
    {%- if not execute -%} {{ return(false) }} {%- endif -%}
    {%- set found = run_query(
        "select count(*) from (select per from policy.incentives union all select per from raw.closed_incentive_rule) where per = 'day'")  -%}
    {{ return(found.rows[0][0] > 0) }}
{%- endmacro %}
