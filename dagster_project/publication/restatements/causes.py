"""Facts and restated values brought together: each value with its causes and the first file behind them."""

from __future__ import annotations

from pathlib import Path

import duckdb

from dagster_project.publication.restatements.changed import KEYS
from dagster_project.publication.restatements.consequences import add_evidence, add_rules_and_sales
from dagster_project.publication.restatements.facts import fill_reads
from dagster_project.publication.restatements.pay import add_pay_causes, add_pay_lines
from dagster_project.publication.restatements.remaining import add_what_remains
from dagster_project.publication.restatements.shape import CAUSES, GRAINS
from dagster_project.publication.restatements.sides import Side

MEMBER = {
    "rep_id": "varchar", "day": "date", "team_id": "varchar", "manager_id": "varchar", "schemes": "varchar",
}  # fmt: skip


def find_causes(connection: duckdb.DuckDBPyConnection, old: Side, new: Side, published: Path) -> None:
    """Fill `temp.caused` (id, cause, first_source_file) for every row of `temp.changed` that is not open."""
    fill_reads(connection)
    _scheme_kpis(connection, old, new)
    _members(connection, old, new)
    connection.execute(_EXPANDED)
    connection.execute(_VALUED)
    add_evidence(connection, old, new)
    add_pay_lines(connection, old, new)
    connection.execute(_OWN)
    connection.execute(_OF_THE_PERIOD)
    add_pay_causes(connection, old, new, published)
    add_rules_and_sales(connection, new, published)
    add_what_remains(connection, old, new)
    ranks = ", ".join(f"('{cause}', {place})" for place, cause in enumerate(CAUSES))
    connection.execute(
        f"""
        create or replace temp table caused as
        select id, string_agg(cause, ';' order by place) as cause,
            coalesce(arg_min(shown, place) filter (where shown <> ''), '') as first_source_file
        from (
            select id, found.cause, place, arg_min(shown, (came, shown)) as shown
            from found inner join (values {ranks}) as ranks (cause, place) on found.cause = ranks.cause
            group by all
        )
        group by id
        """
    )


def _scheme_kpis(connection: duckdb.DuckDBPyConnection, old: Side, new: Side) -> None:
    """Which KPIs a scheme's score is made of."""
    columns = {name: KEYS[name] for name in ("scheme_id", "kpi_id")}
    rows = " union ".join(
        f"from {side.relation(table, columns)}"
        for side in (old, new)
        for table in GRAINS
        if table.startswith("kpi_")
    )
    connection.execute(f"create or replace temp table scheme_kpi as {rows}")


def _members(connection: duckdb.DuckDBPyConnection, old: Side, new: Side) -> None:
    """The subjects that a rep's day belongs to, on either side, for the days that facts are about."""
    connection.execute(
        f"""
        create or replace temp table member as
        with days as (
            select distinct * from (
                from {old.relation("rep_day", MEMBER)} union all from {new.relation("rep_day", MEMBER)}
            ) semi join fact using (rep_id, day)
        ),
        schemes as (
            select * exclude (schemes), unnest(string_split(trim(schemes, ';'), ';')) as scheme_id from days
        )
        select distinct rep_id, day, scheme_id, 'team' as kind, team_id as subject_id from schemes
        union
        select distinct rep_id, day, cast(null as varchar), 'manager', unnest([manager_id, rep_id]) from days
        union
        select distinct rep_id, day, scheme_id, unnest(['rep', 'site']), unnest([rep_id, '*']) from schemes
        union
        select distinct rep_id, day, cast(null as varchar), unnest(['rep', 'site']), unnest([rep_id, '*'])
        from fact anti join days using (rep_id, day)
        where rep_id is not null
        """
    )


_EXPANDED = """
create or replace temp table expanded as
with placed as (
    select member.kind, member.subject_id, fact.day, coalesce(fact.scheme_id, member.scheme_id) as scheme_id,
        fact.kpi_id, fact.grain, fact.family, fact.cause, fact.came, fact.shown
    from fact
    inner join member on fact.rep_id = member.rep_id and fact.day = member.day
    where (fact.scheme_id is null or member.scheme_id is null or fact.scheme_id = member.scheme_id)
        and not (fact.family in ('team', 'team_count') and member.kind in ('rep', 'site'))
    union all by name
    select kind, subject_id, day, scheme_id, kpi_id, grain, family, cause, came, shown from fact
        where kind is not null
)
select placed.* exclude (day, grain, came, shown), grains.grain, date_trunc(grains.grain, day)::date
    as period_start,
    min(came) as came, arg_min(shown, (came, shown)) as shown
from placed
inner join (select distinct grain from changed) as grains on coalesce(placed.grain,
    grains.grain) = grains.grain
group by all
"""

_VALUED = """
create or replace temp table valued as
select
    id, table_name, split_part(table_name, '_', 1) as table_kind, grain, column_name, period_start,
        period_end,
    subject_kind, case when subject_kind = 'site' then '*' else subject_id end as subject_id, scheme_id,
        kpi_id, cast(null as varchar) as rule_id
from changed where not is_open and table_name <> 'consequence'
"""

_OWN = """
create or replace temp table touching as
select valued.id, valued.table_kind, valued.column_name, expanded.family, expanded.cause, expanded.came,
    expanded.shown,
    valued.kpi_id is null or expanded.kpi_id is null or valued.kpi_id = expanded.kpi_id as is_own
from valued
inner join expanded
    on valued.subject_kind = expanded.kind and valued.subject_id = expanded.subject_id
    and valued.grain = expanded.grain and valued.period_start = expanded.period_start
    and (expanded.scheme_id is null or expanded.scheme_id = valued.scheme_id)
left join scheme_kpi on valued.scheme_id = scheme_kpi.scheme_id and expanded.kpi_id = scheme_kpi.kpi_id
where valued.column_name <> 'rank' and (valued.table_kind <> 'incentive' or expanded.kpi_id is null)
    and (expanded.kpi_id is null or scheme_kpi.kpi_id is not null);
create or replace temp table found as
select touching.id, touching.cause, touching.came, touching.shown
from touching
inner join reads using (table_kind, column_name, family)
where is_own or family in ('target', 'weight') and column_name in ('weight', 'points')
union all
select valued.id, fact.cause, fact.came, fact.shown
from valued
inner join fact on fact.rep_id is null and fact.kind is null and fact.scheme_id = valued.scheme_id
inner join reads using (table_kind, column_name, family);
insert into found
select touching.id, touching.cause, touching.came, touching.shown
from touching inner join changed using (id)
where changed.change <> 'changed' and touching.family in ('cover', 'team');
insert into found
select id, cause, came, shown from touching anti join found using (id)
where column_name in ('points', 'weight')
"""
"""What the column is made of. Points and weights share what the scheme's other KPIs leave: where their
own KPI says nothing, whatever touches the subject there does. A row is there because of the roster."""

_OF_THE_PERIOD = """
insert into found
select valued.id, others.cause, others.came, others.shown
from valued
inner join (
    select kind, grain, period_start, scheme_id, cause, min(came) as came, arg_min(shown, (came,
        shown)) as shown
    from expanded group by all
) as others
    on valued.subject_kind = others.kind and valued.grain = others.grain
    and valued.period_start = others.period_start
    and (others.scheme_id is null or others.scheme_id = valued.scheme_id)
anti join (select distinct id as done from found) as found on valued.id = found.done
where valued.column_name = 'rank'
"""
"""A rank moves with the scores of all others."""
