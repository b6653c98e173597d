{# From lines of pay to totals: their order, what is withheld and released, sums of other rules' lines. #}

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
