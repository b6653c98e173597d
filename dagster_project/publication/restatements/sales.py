"""Rules that require a sale or a training: which new file has a line about one of that very rep.

Sales are orders that are signed and not cancelled; where no orders are exported, opportunities that are won.
They are read in the raw store, for scores need not count them. Files without a line about the rep within the
evidence are no cause; nor is a file whose rows are not there any more.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from dagster_project.home import Home
from dagster_project.publication.parquet import read
from dagster_project.publication.restatements.inputs import LINEAGE
from dagster_project.publication.restatements.sides import Side

EXPORTS = {"orders": ("signed_at", "cancelled_at is null or trim(cancelled_at) = ''"),
           "opportunities": ("won_at", "true")}  # fmt: skip
"""Entities of sales: when they were won, and whether they still are."""


def add_sales(connection: duckdb.DuckDBPyConnection, new: Side, published: Path) -> None:
    """Add to `temp.found` what sales are the cause of, among rewards that nothing else explains."""
    if not _wait(connection, "needs_sales"):
        return
    entity = "orders" if _has_orders(connection, new) else "opportunities"
    won_at, stands = EXPORTS[entity]
    _add_lines(connection, published, entity, won_at, stands)


def add_training(connection: duckdb.DuckDBPyConnection, published: Path) -> None:
    """Add to `temp.found` what training is the cause of, among rules of it that nothing else explains."""
    if _wait(connection, "needs_training"):
        _add_lines(connection, published, "training", '"date"', "true")


def _wait(connection: duckdb.DuckDBPyConnection, need: str) -> bool:
    """Fill `temp.waiting` with what nothing else explains of rules with that need; whether there is any."""
    connection.execute(_WAITING.format(need=need))
    waiting = connection.execute("select count(*) from waiting").fetchone()
    return waiting is not None and waiting[0] > 0


def _add_lines(
    connection: duckdb.DuckDBPyConnection, published: Path, entity: str, day: str, stands: str
) -> None:
    fresh = connection.execute(
        "select distinct file_id from fresh_file where entity = ?", [entity]
    ).fetchall()
    folder = Home(published.parent).raw_rows / entity
    for file in sorted(path for (file_id,) in fresh for path in folder.glob(f"{file_id}-*.parquet")):
        connection.execute(_BY_LINES.format(lines=read([file]), won_at=day, stands=stands))


def _has_orders(connection: duckdb.DuckDBPyConnection, new: Side) -> bool:
    files = new.relation("lineage_file", LINEAGE)
    query = f"select 1 from {files} where entity = 'orders' and status is distinct from 'unreadable' limit 1"
    return connection.execute(query).fetchone() is not None


_WAITING = """
create or replace temp table waiting as
select valued.id, changed.change, valued.subject_id as rep_id, valued.period_start, valued.period_end
from valued
inner join changed using (id)
inner join consequence_rule as rule on valued.rule_id = rule.rule_id and rule.{need}
where valued.column_name = rule.kind and valued.id not in (select id from found)
"""

_BY_LINES = """
insert into found
with lines as (
    select file_id, trim(rep_id) as rep_id, try_cast({won_at} as timestamp)::date as day, {stands} as stands
    from {lines}
)
select distinct waiting.id,
    case when waiting.change = 'appeared' then 'late rows' else 'corrected rows' end, fresh_file.came,
    fresh_file.name
from waiting
inner join lines
    on waiting.rep_id = lines.rep_id and lines.day between waiting.period_start and waiting.period_end
    and (waiting.change <> 'appeared' or lines.stands)
inner join fresh_file
    on lines.file_id = fresh_file.file_id
    and (fresh_file.month_start is null or fresh_file.month_start = date_trunc('month', lines.day))
"""
"""A sale that stands lets a reward appear; any line about one of the rep's may have taken it away."""
