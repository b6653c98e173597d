"""The two tables that a publication says about itself: `gate_result` and `publication`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import duckdb

from dagster_project.errors import GateRefused, ScorelineError
from dagster_project.publication.facts import GateRow, RunFacts
from dagster_project.publication.parquet import literal
from dagster_project.publication.tables import Table
from dagster_project.publication.versions import Manifest

GATE_RESULT = Table(
    "gate_result",
    (
        ("version", "INTEGER"),
        ("check_id", "VARCHAR"),
        ("table_name", "VARCHAR"),
        ("guards", "VARCHAR"),
        ("scope", "VARCHAR"),
        ("passed", "BOOLEAN"),
        ("accepted_by", "VARCHAR"),
        ("accepted_why", "VARCHAR"),
        ("severity", "VARCHAR"),
        ("observed", "VARCHAR"),
        ("expected", "VARCHAR"),
    ),
    ("version", "check_id"),
    tells_of_runs=True,
)

PUBLICATION = Table(
    "publication",
    (
        ("version", "INTEGER"),
        ("as_of", "DATE"),
        ("published_at", "TIMESTAMP"),
        ("code_version", "VARCHAR"),
        ("policy_hash", "VARCHAR"),
        ("input_hash", "VARCHAR"),
        ("tables_hash", "VARCHAR"),
        ("row_counts", "VARCHAR"),
        ("gate_summary", "VARCHAR"),
    ),
    ("version",),
    tells_of_runs=True,
)
"""`published_at` in UTC; `row_counts` ({table: rows}) and `gate_summary` are JSON objects."""


def refuse_blocked(facts: RunFacts) -> None:
    """Raise GateRefused unless every check ran, and passed, warned or was accepted with a reason."""
    if not facts.gate_results:
        raise GateRefused("nothing was published: no result of any check was handed over; run the gate first")
    blocking = [
        row for row in facts.gate_results if not (row.passed or row.accepted_by or row.severity == "warn")
    ]
    if blocking:
        listed = "; ".join(
            f"{row.check_id}: expected {row.expected}, found {row.observed}" for row in blocking
        )
        raise GateRefused(f"nothing was published: {listed}")
    repeated = [
        name for name, times in Counter(row.check_id for row in facts.gate_results).items() if times > 1
    ]
    if repeated:
        raise ScorelineError(
            f"gate_result: expected one result per check, found several for {', '.join(repeated)}"
        )


def gate_summary(rows: tuple[GateRow, ...]) -> dict[str, Any]:
    """Counts of checks, and each accepted one with its reason."""
    failed = [row for row in rows if not row.passed]
    return {
        "checks": len(rows),
        "passed": len(rows) - len(failed),
        "warned": sorted(row.check_id for row in failed if not row.accepted_by),
        "accepted": [
            {
                "check_id": row.check_id,
                "by": row.accepted_by,
                "why": row.accepted_why,
                "observed": row.observed,
            }
            for row in sorted(failed, key=lambda row: row.check_id)
            if row.accepted_by
        ],
    }


def gate_result_rows(connection: duckdb.DuckDBPyConnection, version: int, facts: RunFacts) -> str:
    """Fill a table with the gate's results; the table expression to publish it from."""
    fields = [name for name, _ in GATE_RESULT.columns[1:]]
    return _filled(
        connection,
        GATE_RESULT,
        [[version, *(getattr(row, name) for name in fields)] for row in facts.gate_results],
    )


def publication_rows(
    connection: duckdb.DuckDBPyConnection,
    newest: Manifest | None,
    told: Mapping[str, Any],
    row_counts: Mapping[str, int],
) -> str:
    """Fill a table with the publications so far and this one; the table expression to publish it from.

    The earlier rows are those of the newest publication, so that they outlive the folders they speak of.
    """
    row = dict(told) | {
        "published_at": datetime.fromisoformat(told["published_at"]).replace(tzinfo=None),
        "row_counts": json.dumps(row_counts, sort_keys=True),
        "gate_summary": json.dumps(told["gate"], sort_keys=True, ensure_ascii=False),
    }
    expression = _filled(connection, PUBLICATION, [[row[name] for name, _ in PUBLICATION.columns]])
    if newest is not None:
        earlier = literal(newest.folder / f"{PUBLICATION.name}.parquet")
        connection.execute(
            f"insert into {expression} select {', '.join(PUBLICATION.names)} "
            f"from read_parquet({earlier}, hive_partitioning = false)"
        )
    return expression


def _filled(connection: duckdb.DuckDBPyConnection, table: Table, rows: list[list[Any]]) -> str:
    """A temporary table with the given rows."""
    columns = ", ".join(f"{name} {kind}" for name, kind in table.columns)
    connection.execute(f"create or replace temp table {table.name} ({columns})")
    if rows:
        marks = ", ".join("?" for _ in table.columns)
        connection.executemany(f"insert into {table.name} values ({marks})", rows)
    return f"temp.{table.name}"
