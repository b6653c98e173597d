"""The published tables: their keys (`tables.yml`) held against the columns that the candidate really has."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import yaml

from dagster_project.errors import ScorelineError

DECLARED = Path(__file__).with_name("tables.yml")

EXACT = re.compile(
    r"VARCHAR|DATE|TIMESTAMP|BOOLEAN|TINYINT|SMALLINT|INTEGER|BIGINT|DECIMAL\(\d+,\d+\)",
)
"""Types that are written the same by every engine and are never binary floating point."""


@dataclass(frozen=True)
class Table:
    """One table to publish: columns as (name, type), key, and the column whose month names its file."""

    name: str
    columns: tuple[tuple[str, str], ...]
    key: tuple[str, ...]
    month: str | None = None
    tells_of_runs: bool = False

    @property
    def names(self) -> list[str]:
        """Quoted column names in the table's order."""
        return [quoted(name) for name, _ in self.columns]

    @property
    def order(self) -> str:
        """The `order by` list: byte order, nulls last, on any machine."""
        return ", ".join(f"{quoted(name)} asc nulls last" for name in self.key)

    @property
    def header(self) -> list[str]:
        """`name TYPE` of every column, as the manifest lists them."""
        return [f"{name} {kind}" for name, kind in self.columns]


def quoted(name: str) -> str:
    """An identifier as SQL text."""
    return '"' + name.replace('"', '""') + '"'


def columns_of(
    connection: duckdb.DuckDBPyConnection, catalog: str, schema: str
) -> dict[str, list[tuple[str, str]]]:
    """Columns as (name, type) of every table and view of a schema, in order."""
    names = connection.execute(
        """
        select table_name from duckdb_tables() where database_name = $catalog and schema_name = $schema
        union all
        select view_name from duckdb_views() where database_name = $catalog and schema_name = $schema
        """,
        {"catalog": catalog, "schema": schema},
    ).fetchall()
    return {
        name: [
            (column, kind)
            for column, kind, *_ in connection.execute(
                f"describe from {quoted(catalog)}.{quoted(schema)}.{quoted(name)}"
            ).fetchall()
        ]
        for (name,) in names
    }


def candidate_tables(
    connection: duckdb.DuckDBPyConnection, catalog: str, declared: Path = DECLARED
) -> list[Table]:
    """The tables of schema `candidate`, sorted by name, each with its declared key.

    Raises ScorelineError with everything that does not fit: a table without a declared key, a declared
    table that is missing, a key column that the table lacks, a type that would not be published exactly.
    """
    specs: dict[str, dict[str, Any]] = yaml.safe_load(declared.read_text(encoding="utf-8"))
    found = columns_of(connection, catalog, "candidate")
    problems = [
        f"candidate.{name}: no key declared; add it to {declared.name}" for name in found.keys() - specs
    ]
    problems += [f"candidate.{name}: declared in {declared.name}, not built" for name in specs.keys() - found]
    tables = []
    for name in sorted(found.keys() & specs):
        spec, columns = specs[name], found[name]
        needed = [*spec["key"], *([spec["month"]] if "month" in spec else [])]
        problems += [
            f"candidate.{name}: key column {column!r} of {declared.name} is missing; "
            f"found {', '.join(column for column, _ in columns)}"
            for column in dict.fromkeys(needed)
            if column not in dict(columns)
        ]
        problems += [
            f"candidate.{name}.{column}: type {kind}; expected text, date, timestamp, boolean, integer up to "
            "64 bits or decimal"
            for column, kind in columns
            if not EXACT.fullmatch(kind)
        ]
        tables.append(
            Table(
                name, tuple(columns), tuple(spec["key"]), spec.get("month"), spec.get("tells_of_runs", False)
            )
        )
    if problems:
        raise ScorelineError("\n  ".join(["the candidate cannot be published", *sorted(problems)]))
    return tables
