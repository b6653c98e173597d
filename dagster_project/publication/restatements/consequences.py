"""What rules say of whom: rows that appear, vanish or change from one publication to the next.

A consequence rests on its evidence periods: whatever touched one of them, in either publication, is a cause.
It looks at the score (`band_streak`) or at one KPI and the sales won (`above_target`), at what its steps say
(`steps`), and at who was there.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from dagster_project.publication.restatements.inputs import POLICY
from dagster_project.publication.restatements.sales import add_sales, add_training
from dagster_project.publication.restatements.sides import Side, differing

TABLE = "consequence"
COLUMNS = {
    "rule_id": "varchar", "subject_id": "varchar", "period_start": "date", "period_end": "date",
    "subject_kind": "varchar", "scheme_id": "varchar", "evidence_periods": "varchar", "says_en": "varchar",
    "says_zh": "varchar",
}  # fmt: skip


def add_changed_consequences(
    connection: duckdb.DuckDBPyConnection, old: Side, new: Side, *, open_too: bool
) -> None:
    """Add to `temp.changed` the evidence of rows that one side lacks, and evidence and words that differ.

    `status` follows from closing and reopening, which are in the record, and is not compared.
    """
    if old.columns(TABLE) and new.columns(TABLE) and differing(old, new, TABLE):
        promised = min(old.as_of, new.as_of)
        before, after = old.relation(TABLE, COLUMNS), new.relation(TABLE, COLUMNS)
        connection.execute(_CHANGED.format(before=before, after=after, promised=promised, open_too=open_too))


def add_evidence(connection: duckdb.DuckDBPyConnection, old: Side, new: Side) -> None:
    """Add to `temp.valued` a row per changed consequence and period of its evidence."""
    rows = " union ".join(f"from {side.relation('dim_policy', POLICY)}" for side in (old, new))
    connection.execute(_RULES.format(rows=rows))
    connection.execute(_EVIDENCE)


def add_rules_and_sales(connection: duckdb.DuckDBPyConnection, new: Side, published: Path) -> None:
    """Add to `temp.found` what only consequences are made of: their rule, the calendar, sales.

    What neither rule, target, count nor attendance explains is a matter of sales, if a new file has one of
    the rep's.
    """
    connection.execute(_BY_RULE)
    connection.execute(_BY_CALENDAR)
    add_sales(connection, new, published)
    add_training(connection, published)


_CHANGED = """
insert into changed by name
with differing as (
    select
        coalesce(before.rule_id, after.rule_id) as rule_id,
        coalesce(before.subject_id, after.subject_id) as subject_id,
        coalesce(before.period_start, after.period_start) as period_start,
        coalesce(before.period_end, after.period_end) as period_end,
        coalesce(after.subject_kind, before.subject_kind) as subject_kind,
        coalesce(after.scheme_id, before.scheme_id) as scheme_id,
        case when before.rule_id is null then 'appeared' when after.rule_id is null then 'vanished'
            else 'changed' end as change,
        unnest([
            {{'name': 'evidence_periods', 'old': before.evidence_periods, 'new': after.evidence_periods}},
            {{'name': 'says_en', 'old': before.says_en, 'new': after.says_en}},
            {{'name': 'says_zh', 'old': before.says_zh, 'new': after.says_zh}}
        ]) as pair
    from {before} as before
    full join {after} as after
        on before.rule_id = after.rule_id and before.subject_id = after.subject_id
        and before.period_start = after.period_start
)
select
    'consequence' as table_name,
    case
        when date_diff('day', period_start, period_end) > 300 then 'year'
        when date_diff('day', period_start, period_end) > 80 then 'quarter'
        when date_diff('day', period_start, period_end) > 20 then 'month'
        else 'week'
    end as grain,
    cast(to_json([rule_id, subject_id, cast(period_start as varchar)]) as varchar) as row_key,
    pair.name as column_name, pair.old as old_value, pair.new as new_value, change,
    period_end > date '{promised}' as is_open,
    period_start, period_end, subject_kind, subject_id, scheme_id
from differing
where pair.old is distinct from pair.new
    and (change = 'changed' or pair.name = 'evidence_periods')
    and ({open_too} or period_end <= date '{promised}')
"""

_RULES = """
create or replace temp table consequence_rule as
with said as (
    select
        json_extract_string(content, '$.rule_id') as rule_id,
        json_extract_string(content, '$.kind') as kind,
        nullif(json_extract_string(content, '$.kpi_id'), '') as kpi_id,
        json_extract_string(content, '$.requires') is not distinct from 'sales_won' as needs_sales,
        json_extract_string(content, '$.after') is not distinct from 'training' as needs_training,
        file = 'consequence_steps.csv' or json_extract_string(content, '$.kind') <> 'steps' as looks
    from ({rows}) where file in ('consequences.csv', 'consequence_steps.csv')
)
select
    rule_id, any_value(kind) as kind,
    case when count(distinct kpi_id) filter (where looks) = 1
        and bool_and(kpi_id is not null) filter (where looks) then any_value(kpi_id) end as kpi_id,
    bool_or(needs_sales) as needs_sales, bool_or(needs_training) as needs_training
from said
group by all
"""
"""A rule that looks at one KPI alone has that KPI."""

_EVIDENCE = """
insert into valued by name
with rows as (
    select
        changed.*, rule.kind, rule.kpi_id as rule_kpi, json_extract_string(row_key, '$[0]') as rule_id,
        unnest(case when column_name = 'evidence_periods'
            then list_distinct(string_split(concat_ws(';', old_value, new_value), ';'))
            else [cast(period_start as varchar)] end)::date as evidence
    from changed
    left join consequence_rule as rule on rule.rule_id = json_extract_string(row_key, '$[0]')
    where table_name = 'consequence' and not is_open
)
select
    id, table_name, 'consequence' as table_kind, grain,
    case when column_name = 'evidence_periods' then coalesce(kind, 'band_streak') else column_name end
        as column_name,
    evidence as period_start,
    case grain when 'week' then evidence + 6 when 'month' then last_day(evidence)
        when 'quarter' then last_day(evidence + interval 2 month)
        else last_day(evidence + interval 11 month) end::date as period_end,
    subject_kind, case when subject_kind = 'site' then '*' else subject_id end as subject_id, scheme_id,
    rule_kpi as kpi_id, rule_id
from rows
"""
"""What evidence is made of depends on the kind of rule, which stands in place of the column (`READS`)."""

_BY_RULE = """
insert into found
select distinct valued.id, 'policy', '', policy_change.file || ':' || policy_change.line_no
from valued
inner join policy_change
    on policy_change.file in ('consequences.csv', 'consequence_steps.csv')
    and json_extract_string(policy_change.content, '$.rule_id') = valued.rule_id
"""

_BY_CALENDAR = """
insert into found
select distinct valued.id, 'calendar', '', policy_change.file || ':' || policy_change.line_no
from valued
inner join policy_change
    on policy_change.file = 'calendar.csv'
    and try_cast(json_extract_string(policy_change.content, '$.date') as date)
        between valued.period_start and valued.period_end
where valued.table_name = 'consequence' and valued.id not in (select id from found)
"""
