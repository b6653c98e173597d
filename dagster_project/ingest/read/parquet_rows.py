"""Parquet files to rows: every value as text, numbered from 1."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import duckdb

from dagster_project.ingest.decode.unpack import Unreadable
from dagster_project.ingest.read.columns_sql import quoted
from dagster_project.ingest.read.header import match_columns
from dagster_project.ingest.read.reading import Reading, beside, copy_rows
from dagster_project.ingest.read.recognise import SAMPLE, check_recognised
from dagster_project.ingest.read.records import Record
from dagster_project.ingest.read.spool import Counts

NESTED = ("STRUCT", "MAP", "UNION", "JSON")
MAGIC = b"PAR1"
BATCH = 1000


def read_parquet(connection: duckdb.DuckDBPyConnection, reading: Reading, path: Path) -> Counts:
    """Write the rows of one file; raises Unreadable."""
    _check_whole(path)
    link = beside(reading.scratch, "link")
    link.symlink_to(path.resolve())
    try:
        names, texts = _columns(connection, link)
        columns = match_columns(reading.layout, reading.entity, names, None)
        listed = ", ".join(f"{text} as c{index}" for index, text in enumerate(texts))
        # A row number of the engine's own would clash with a column of that name; one thread keeps the order.
        origin = f"read_parquet({quoted(str(link))}, hive_partitioning=false)"
        numbered = f"select {listed}, row_number() over () as line_no from {origin}"
        sample = connection.execute(f"{numbered} limit {SAMPLE}").fetchall()
        check_recognised(reading.layout, columns, [Record(row[-1], list(row[:-1])) for row in sample])
        read = copy_rows(connection, reading, columns, numbered)
    except duckdb.Error as error:
        raise Unreadable(f"no Parquet file that can be read: {_first_line(error, link)}") from error
    finally:
        link.unlink()
    return Counts(read, 0, truncated=False, unknown_columns=list(columns.extra))


def open_parquet(path: Path) -> tuple[tuple[str, ...], Iterator[tuple[str, ...]]]:
    """Names of the columns, and the rows as text in their order."""
    _check_whole(path)
    connection = duckdb.connect(config={"threads": 1})
    connection.execute("set timezone = 'UTC'")
    names, texts = _columns(connection, path)
    query = f"select {', '.join(texts)} from read_parquet({quoted(str(path))}, hive_partitioning=false)"
    cursor = connection.execute(query)
    return tuple(names), (row for rows in iter(lambda: cursor.fetchmany(BATCH), []) for row in rows)


def _check_whole(path: Path) -> None:
    with path.open("rb") as file:
        head = file.read(4)
        size = file.seek(0, 2)
        file.seek(max(0, size - 4))
        tail = file.read(4)
    if not head:
        raise Unreadable("empty file (0 bytes); export it again")
    if head != MAGIC:
        raise Unreadable("the name says Parquet but the bytes do not begin as Parquet; export it again")
    if tail != MAGIC:
        raise Unreadable("the Parquet file ends early; send the whole file", truncated=True)


def _columns(connection: duckdb.DuckDBPyConnection, path: Path) -> tuple[list[str], list[str]]:
    """Names, and an expression that gives each column as text ('' where there is no value)."""
    told = connection.execute(
        f"describe select * from read_parquet({quoted(str(path))}, hive_partitioning=false)"
    ).fetchall()
    names = [str(row[0]) for row in told]
    return names, [_as_text(str(row[0]), str(row[1])) for row in told]


def _as_text(name: str, kind: str) -> str:
    column = '"' + name.replace('"', '""') + '"'
    if kind in ("DOUBLE", "FLOAT"):
        # A column of whole numbers with gaps comes as floating point from data frames: 13800000000.0 is a
        # phone number.
        whole = f"isfinite({column}) and {column} = trunc({column}) and abs({column}) < 1e15"
        text = (
            f"case when {whole} then cast(cast({column} as bigint) as varchar) "
            f"when isnan({column}) then '' else cast({column} as varchar) end"
        )
    elif kind.endswith("[]") or kind.startswith(NESTED):
        text = f"cast(to_json({column}) as varchar)"
    else:
        text = f"cast({column} as varchar)"
    return f"coalesce({text}, '')"


def _first_line(error: Exception, link: Path) -> str:
    """What the engine says, without the path under which it read the file."""
    told = (str(error).strip().splitlines() or ["damaged"])[0]
    for shown in (f'"{link}"', f"'{link}'", str(link)):
        told = told.replace(shown, "it")
    return re.sub("[^ -~]", "?", re.sub(r"\b(?:P?p?arquet )?file it\b", "it", told))
