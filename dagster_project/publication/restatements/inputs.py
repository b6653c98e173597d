"""What two publications were made from, and what of it differs: files, policy rows, reopened months."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import duckdb

from dagster_project.publication.parquet import read
from dagster_project.publication.restatements.sides import Side
from dagster_project.publication.versions import folder_name

LINEAGE = {"file_id": "varchar", "entity": "varchar", "name": "varchar", "status": "varchar"}
CLOSED = {"month_start": "date", "closed_in": "integer"}
POLICY = {"file": "varchar", "line_no": "integer", "content": "varchar"}

AT = "(month_start is null or month_start = date_trunc('month', day))"
"""Whether a row of `fresh_file` is news for a day: all are, but for a reopened month more files are."""


def prepare_inputs(
    connection: duckdb.DuckDBPyConnection,
    old: Side,
    new: Side,
    published: Path,
    deliveries: Iterable[Mapping[str, Any]],
) -> None:
    """Fill the temporary tables `file_time`, `reopened`, `fresh_file`, `policy_change` and `policy_waiting`.

    `published` is the folder of all publications: what was fresh when a month was closed stands there.
    """
    times = [[told["file_id"], told["exported_at"]] for told in deliveries]
    connection.execute("create or replace temp table file_time (file_id varchar, came varchar)")
    if times:
        connection.executemany("insert into file_time values (?, ?)", times)
    connection.execute(
        f"""
        create or replace temp table reopened as
        select month_start, closed_in from {old.relation("closed_month", CLOSED)}
        anti join {new.relation("closed_month", CLOSED)} using (month_start)
        """
    )
    _fresh_files(connection, old, new, published)
    _policy_changes(connection, old, new, published)


def _fresh_files(connection: duckdb.DuckDBPyConnection, old: Side, new: Side, published: Path) -> None:
    """Files whose rows the older side did not have; `month_start` null,
    or the reopened month they wait for."""
    connection.execute(
        """
        create or replace temp table fresh_file (
            file_id varchar, entity varchar, name varchar, came varchar, month_start date)
        """
    )
    _add_fresh(
        connection, new.relation("lineage_file", LINEAGE), old.relation("lineage_file", LINEAGE), "null"
    )
    reopened = connection.execute("select month_start, closed_in from reopened").fetchall()
    for month, version in reopened:
        then = published / folder_name(version or 0) / "lineage_file.parquet"
        if then.is_file():
            known = f"(select file_id, status from read_parquet('{str(then).replace(chr(39), chr(39) * 2)}'))"
            _add_fresh(connection, new.relation("lineage_file", LINEAGE), known, f"date '{month}'")


def _add_fresh(connection: duckdb.DuckDBPyConnection, now: str, known: str, month: str) -> None:
    connection.execute(
        f"""
        insert into fresh_file
        select now.file_id, now.entity, now.name, coalesce(file_time.came, ''), {month}
        from {now} as now
        anti join (select file_id from {known} where status is distinct from 'unreadable') as known
            on now.file_id = known.file_id
        left join (select file_id, min(came) as came from file_time group by file_id) as file_time
            on now.file_id = file_time.file_id
        where now.status is distinct from 'unreadable'
        """
    )


def _policy_changes(connection: duckdb.DuckDBPyConnection, old: Side, new: Side, published: Path) -> None:
    """Rows of policy that only one side has: `is_new` says which; a row that only moved has not changed.

    What has changed since a month was closed waits for it to be opened: `policy_waiting`, by `month_start`.
    """
    before, after = (side.relation("dim_policy", POLICY) for side in (old, new))
    connection.execute(f"create or replace temp table policy_change as {_only_one(before, after)}")
    connection.execute(
        "create or replace temp table policy_waiting as "
        "select cast(null as date) as month_start, * from policy_change where false"
    )
    for month, version in connection.execute("select month_start, closed_in from reopened").fetchall():
        then = published / folder_name(version or 0) / "dim_policy.parquet"
        if then.is_file():
            rows = _only_one(read([then]), after)
            connection.execute(f"insert into policy_waiting select date '{month}', * from ({rows})")


def _only_one(before: str, after: str) -> str:
    """Rows that only one of two relations of policy rows has."""
    rows = "select file, line_no, regexp_replace(content, ',?\"line_no\":[0-9]+', '') as content from {}"
    one, other = rows.format(before), rows.format(after)
    return f"""
        select *, true as is_new from ({other}) as a
        where not exists (from ({one}) as b where a.file = b.file and a.content = b.content)
        union all
        select *, false as is_new from ({one}) as b
        where not exists (from ({other}) as a where a.file = b.file and a.content = b.content)
    """
