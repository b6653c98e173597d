"""Rows of a publication's Parquet files into tables of Postgres, within a open transaction."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
from psycopg import Connection
from psycopg.sql import SQL, Composable, Identifier, Literal

from dagster_project.errors import ScorelineError
from dagster_project.postgres.schema import names, table
from dagster_project.postgres.wanted import Part, Wanted
from dagster_project.publication.parquet import read
from dagster_project.publication.tables import quoted

STAGING = Identifier("pg_temp", "scoreline_staging")
BATCH_ROWS = 20_000
EVERYTHING = SQL("true")


def bring_part(
    engine: duckdb.DuckDBPyConnection, connection: Connection[Any], wanted: Wanted, part: Part, folder: Path
) -> None:
    """Make the rows of one part's period those of its file, which `engine` reads.

    The file's rows are copied into a table of this transaction; then the period's rows that are not among
    them are deleted, and those that were not there are inserted. Rows that stay the same are not touched.
    """
    here, columns = table(wanted.name), names(column for column, _, _ in wanted.columns)
    connection.execute(SQL("drop table if exists {}").format(STAGING))
    connection.execute(SQL("create temporary table {} (like {}) on commit drop").format(STAGING, here))
    if (copied := _copy(engine, connection, wanted, folder / part.path)) != part.rows:
        raise ScorelineError(f"{part.path}: expected {part.rows} rows, copied {copied}; nothing was changed")
    connection.execute(SQL("alter table {} add primary key ({})").format(STAGING, names(wanted.key)))
    connection.execute(SQL("analyze {}").format(STAGING))
    same_key = SQL(" and ").join(
        SQL("there.{0} = here.{0}").format(Identifier(column)) for column in wanted.key
    )
    every = [column for column, _, _ in wanted.columns]
    connection.execute(
        SQL(
            "delete from {} here where {} and not exists "
            "(select from {} there where {} and ({}) is not distinct from ({}))"
        ).format(here, _period(wanted, part), STAGING, same_key, names(every, "there"), names(every, "here"))
    )
    connection.execute(
        SQL(
            "insert into {} ({}) select {} from {} there where not exists (select from {} here where {})"
        ).format(here, columns, columns, STAGING, here, same_key)
    )


def remove(connection: Connection[Any], name: str, month: str | None, first_day: str | None) -> None:
    """Delete the rows of a month, or all rows where none is named: the publication holds them no more."""
    period = _month(month, first_day) if month and first_day else EVERYTHING
    connection.execute(SQL("delete from {} here where {}").format(table(name), period))


def count(connection: Connection[Any], name: str) -> int:
    """Rows that stand in a table."""
    row = connection.execute(SQL("select count(*) from {}").format(table(name))).fetchone()
    return int(row[0]) if row else 0


def _period(wanted: Wanted, part: Part) -> Composable:
    return _month(wanted.month, part.first_day) if wanted.month and part.first_day else EVERYTHING


def _month(column: str, first_day: str) -> Composable:
    return SQL("here.{0} >= {1}::date and here.{0} < {1}::date + interval '1 month'").format(
        Identifier(column), Literal(first_day)
    )


def _copy(engine: duckdb.DuckDBPyConnection, connection: Connection[Any], wanted: Wanted, file: Path) -> int:
    """Stream a Parquet file into the staging table; how many rows. DuckDB writes the lines."""
    columns = names(column for column, _, _ in wanted.columns)
    copied = 0
    lines = engine.execute(f"select {_line(wanted)} from {read([file])}")
    statement = SQL("copy {} ({}) from stdin").format(STAGING, columns)
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        while batch := lines.fetchmany(BATCH_ROWS):
            copy.write("".join(line for (line,) in batch))
            copied += len(batch)
    return copied


def _line(wanted: Wanted) -> str:
    """One row as a line of Postgres's text format: tabs between, `\\N` for null, controls escaped."""
    escapes = (("\\", "\\\\"), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t"))
    cells = []
    for name, kind, _ in wanted.columns:
        cell = quoted(name)
        if kind == "VARCHAR":
            for found, put in escapes:
                cell = f"replace({cell}, e'{_escaped(found)}', e'{_escaped(put)}')"
        else:
            cell = f"{cell}::varchar"
        cells.append(f"coalesce({cell}, e'\\\\N')")
    return f"concat_ws(chr(9), {', '.join(cells)}) || chr(10)"


def _escaped(text: str) -> str:
    """The inside of an `e'...'` literal."""
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
