"""One file to rows, whatever its form."""

from __future__ import annotations

from pathlib import Path

import duckdb

from dagster_project.ingest.declared.forms import kind_of
from dagster_project.ingest.decode.plain_text import plain_text
from dagster_project.ingest.read.json_rows import read_json
from dagster_project.ingest.read.parquet_rows import read_parquet
from dagster_project.ingest.read.reading import Reading
from dagster_project.ingest.read.sheet_rows import read_sheets
from dagster_project.ingest.read.spool import Counts
from dagster_project.ingest.read.text_rows import read_text, read_unseen


def read_file(
    connection: duckdb.DuckDBPyConnection, reading: Reading, path: Path
) -> tuple[Counts, str | None]:
    """Write the rows and refused lines of a file; what was counted, and the encoding of a text form.

    Raises Unreadable when nothing of it can be read.
    """
    kind = kind_of(reading.name)
    if kind == "parquet":
        return read_parquet(connection, reading, path), None
    if kind == "sheets":
        return read_sheets(connection, reading, path), None
    if kind == "text" and (counts := read_unseen(connection, reading, path)) is not None:
        return counts, "utf-8"
    with plain_text(path, reading.name, reading.scratch, reading.layout) as text:
        read = read_json if kind == "json" else read_text
        return read(connection, reading, text), text.encoding
