"""Tables as Parquet files: written in key order, read back, and linked where no row changed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from dagster_project.errors import ScorelineError
from dagster_project.publication.aside import link, seal
from dagster_project.publication.canonical import (
    Fingerprint,
    file_hash,
    fingerprint,
    fingerprint_sql,
    table_hash,
)
from dagster_project.publication.tables import Table, quoted
from dagster_project.publication.versions import Manifest

WRITER = f"duckdb {duckdb.__version__}, zstd 1, row groups of 122880"
"""Files of another writer are never linked: the same rows must be the same bytes."""

COPY_OPTIONS = "format parquet, compression zstd, compression_level 1, row_group_size 122880"


def write_table(
    connection: duckdb.DuckDBPyConnection, table: Table, source: str, making: Path, previous: Manifest | None
) -> dict[str, Any]:
    """Write `source` (a table expression) below `making`; its manifest entry.

    The entry holds columns, key, month, rows, hash and files; a file's entry holds path, bytes, sha256,
    first_day (of its month, else null), rows, hash and fingerprint. Raises ScorelineError if a file does not
    read back as it was written.
    """
    known = _known_files(table, previous)
    files = []
    for chunk in _chunks(connection, table, source):
        entry = known.get(chunk.path)
        if not (
            previous and entry and entry["fingerprint"] == list(chunk.seen) and link(previous, entry, making)
        ):
            entry = write_file(connection, table, source, chunk, making)
        files.append(entry)
    return {
        "columns": table.header,
        "key": list(table.key),
        "month": table.month,
        "rows": sum(entry["rows"] for entry in files),
        "hash": table_hash(table, ((entry["path"], entry["rows"], entry["hash"]) for entry in files)),
        "files": files,
    }


def _known_files(table: Table, previous: Manifest | None) -> dict[str, dict[str, Any]]:
    """Entries by path of the files that the publication before made in the very same way."""
    if previous is None or previous.content["writer"] != WRITER:
        return {}
    before = previous.tables.get(table.name)
    if before is None or before["columns"] != table.header or before["key"] != list(table.key):
        return {}
    return {entry["path"]: entry for entry in before["files"]}


@dataclass(frozen=True)
class Chunk:
    """The rows of one file; `first_day` and `next_day` (ISO dates, exclusive end) bound a month's."""

    path: str
    seen: Fingerprint
    first_day: str | None = None
    next_day: str | None = None


def _chunks(connection: duckdb.DuckDBPyConnection, table: Table, source: str) -> list[Chunk]:
    """One chunk per month, oldest first, or the whole table as one."""
    if table.month is None:
        return [Chunk(f"{table.name}.parquet", fingerprint(connection, table, source))]
    months = connection.execute(
        f"""
        select strftime(month, '%Y-%m'), month::date::varchar, (month + interval 1 month)::date::varchar,
            rows, total, mixed
        from (
            select date_trunc('month', {quoted(table.month)}), {fingerprint_sql(table)}
            from {source}
            group by 1
        ) as by_month (month, rows, total, mixed)
        order by month
        """
    ).fetchall()
    if any(name is None for name, *_ in months):
        raise ScorelineError(
            f"candidate.{table.name}.{table.month}: expected a date in every row, found null"
        )
    # Without any row there is still a file, so that a reader of `<table>/*.parquet` finds the columns.
    return [
        Chunk(f"{table.name}/{name}.parquet", (rows, total, mixed), first_day, next_day)
        for name, first_day, next_day, rows, total, mixed in months
    ] or [Chunk(f"{table.name}/empty.parquet", (0, "0", "0"))]


def write_file(
    connection: duckdb.DuckDBPyConnection, table: Table, source: str, chunk: Chunk, making: Path
) -> dict[str, Any]:
    """Write one file in key order, read it back and make it durable; its manifest entry."""
    file = making / chunk.path
    file.parent.mkdir(parents=True, exist_ok=True)
    rows = f"select {', '.join(table.names)} from {source}"
    if table.month is not None and chunk.first_day is not None:
        day = quoted(table.month)
        rows += f" where {day} >= date '{chunk.first_day}' and {day} < date '{chunk.next_day}'"
    connection.execute(f"copy ({rows} order by {table.order}) to {literal(file)} ({COPY_OPTIONS})")
    written = fingerprint(connection, table, read([file]))
    if written != chunk.seen:
        raise ScorelineError(
            f"{table.name}: {chunk.path} does not read back as written: expected (rows, sum, xor) "
            f"{chunk.seen}, found {written}; nothing was published, check the disk and run again"
        )
    return seal(making, chunk.path) | {
        "first_day": chunk.first_day,
        "rows": written[0],
        "hash": file_hash(connection, table, file, written[0]),
        "fingerprint": list(written),
    }


def read(files: list[Path]) -> str:
    """A table expression over Parquet files, in their order."""
    return f"read_parquet([{', '.join(literal(file) for file in files)}], hive_partitioning = false)"


def literal(value: Path | str) -> str:
    """SQL text literal."""
    return "'" + str(value).replace("'", "''") + "'"
