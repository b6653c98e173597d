"""One file to read, and how its rows reach Parquet: common to the fast and the careful reader."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from dagster_project.ingest.aside import ENDING
from dagster_project.ingest.declared.entities import Entity
from dagster_project.ingest.declared.layout import Layout
from dagster_project.ingest.read.columns_sql import quoted, select_list
from dagster_project.ingest.read.header import Columns

PARQUET = "compression lz4_raw, parquet_version v2, dictionary_size_limit 1000, write_bloom_filter false"
"""Dictionaries of ids and numbers cost a third of the time of writing and save nothing; the rows can be made
anew from the kept bytes, so they are packed for speed."""


@dataclass(frozen=True)
class Reading:
    """What a file of the name `name` is, and where rows, refused lines and passing files go."""

    name: str
    layout: Layout
    entity: Entity
    file_id: str
    rows: Path
    refused: Path
    scratch: Path

    def parts(self, number: int) -> list[Path]:
        """Where the rows go when they are written in so many parts; one part is `rows`."""
        if number == 1:
            return [self.rows]
        return [beside(self.scratch, f"parquet-{part}") for part in range(1, number + 1)]


def beside(scratch: Path, label: str) -> Path:
    """A further passing file beside `scratch`."""
    return scratch.with_name(scratch.name.removesuffix(ENDING) + f".{label}{ENDING}")


def copy_to_parquet(connection: duckdb.DuckDBPyConnection, query: str, target: Path) -> int:
    """Write a query's rows; returns their number. With one thread the same rows give the same bytes."""
    copy = f"copy ({query}) to {quoted(str(target))} (format parquet, {PARQUET})"
    found = connection.execute(copy).fetchone()
    return int(found[0]) if found else 0


def copy_rows(
    connection: duckdb.DuckDBPyConnection,
    reading: Reading,
    columns: Columns,
    numbered: str,
    target: Path | None = None,
) -> int:
    """Write the canonical rows of `numbered`, a query that gives c0, c1, ... and line_no (and x, where the
    reader made the object of unknown columns itself).
    """
    rules = reading.layout.rules_for(reading.entity)
    chosen = select_list(reading.entity, rules, columns.positions, "x" if columns.objects else columns.extra)
    file_id = f"{quoted(reading.file_id)} as file_id"
    query = f"select {chosen},\n  {file_id}, cast(line_no as bigint) as line_no\nfrom ({numbered})"
    return copy_to_parquet(connection, query, target or reading.rows)
