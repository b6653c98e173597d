"""`scoreline.duckdb`: every table of the publication in one file, made from the Parquet files beside it.

Tens of millions of unchanged rows are not written again each night: the file of the publication before is
copied, and only tables that changed are replaced, a table with a file per month from its first changed month
on.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb

from dagster_project.errors import ScorelineError
from dagster_project.publication.aside import seal, sha256_of
from dagster_project.publication.canonical import Fingerprint, fingerprint
from dagster_project.publication.parquet import WRITER, literal, read
from dagster_project.publication.tables import Table, quoted
from dagster_project.publication.versions import DATABASE_FILE as FILE
from dagster_project.publication.versions import Manifest


def write_database(
    connection: duckdb.DuckDBPyConnection,
    tables: list[Table],
    entries: Mapping[str, dict[str, Any]],
    making: Path,
    previous: Manifest | None,
) -> dict[str, Any]:
    """Write `scoreline.duckdb` below `making` from the Parquet files there; its manifest entry.

    Raises ScorelineError if a table does not read back as the files it was made from.
    """
    base = previous if previous is not None and _copied(previous, making) else None
    connection.execute(f"attach {literal(making / FILE)} as publication")
    try:
        if base is not None:
            for name in base.tables.keys() - entries.keys():
                connection.execute(f"drop table publication.main.{quoted(name)}")
        for table in tables:
            before = base.tables.get(table.name) if base is not None else None
            _fill(connection, table, entries[table.name], before, making)
        connection.execute("checkpoint publication")
    finally:
        connection.execute("detach publication")
    return seal(making, FILE)


def _copied(previous: Manifest, making: Path) -> bool:
    """Copy the database of the publication before; False if it is gone, edited or of another writer."""
    entry = previous.content["database"]
    source = previous.folder / entry["path"]
    if previous.content["writer"] != WRITER or not source.is_file() or sha256_of(source) != entry["sha256"]:
        return False
    shutil.copyfile(source, making / FILE)
    return True


def _fill(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    entry: dict[str, Any],
    before: dict[str, Any] | None,
    making: Path,
) -> None:
    """Bring one table to what its files hold, and hold it against them."""
    target = f"publication.main.{quoted(table.name)}"
    kept = _same_head(entry, before)
    new, old = entry["files"][kept:], before["files"][kept:] if before is not None else []
    if kept and not new and not old:
        return
    where = ""
    columns = ", ".join(table.names)
    rows = f"select {columns} from {read([making / file['path'] for file in new])}"
    if kept and table.month is not None:
        start = min(file["first_day"] for file in [*new, *old])
        where = f" where {quoted(table.month)} >= date '{start}'"
        connection.execute(f"delete from {target}{where}")
        if new:
            connection.execute(f"insert into {target} {rows}")
    else:
        connection.execute(f"create or replace table {target} as {rows}")
    expected = _together(new)
    found = fingerprint(connection, table, target + where)
    count = connection.execute(f"select count(*) from {target}").fetchone()
    if found != expected or count != (entry["rows"],):
        raise ScorelineError(
            f"{FILE}: table {table.name} does not read back as its Parquet files: expected {entry['rows']} "
            f"rows and (rows, sum, xor) {expected}, found {count} and {found}; nothing was published"
        )


def _same_head(entry: dict[str, Any], before: dict[str, Any] | None) -> int:
    """How many files from the first on are the ones that the copied table already holds."""
    if before is None or before["columns"] != entry["columns"] or before["key"] != entry["key"]:
        return 0
    kept = 0
    for new, old in zip(entry["files"], before["files"], strict=False):
        if new["path"] != old["path"] or new["sha256"] != old["sha256"]:
            break
        kept += 1
    return kept


def _together(files: list[dict[str, Any]]) -> Fingerprint:
    """The fingerprint of several files' rows as one."""
    rows = total = mixed = 0
    for file in files:
        count, part, xor = file["fingerprint"]
        rows, total, mixed = rows + int(count), total + int(part), mixed ^ int(xor)
    return rows, str(total), str(mixed)
