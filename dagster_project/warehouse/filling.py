"""Filling tables of schema `raw` from Python values and from Parquet files."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb


def fill(
    connection: duckdb.DuckDBPyConnection, table: str, columns: str, rows: Iterable[tuple[Any, ...]]
) -> None:
    """A table of typed columns with these rows, in few statements: one statement a row is slow in DuckDB."""
    connection.execute(f"create or replace table raw.{table} ({columns})")
    literals = [f"({', '.join(_literal(value) for value in row)})" for row in rows]
    for start in range(0, len(literals), 5000):
        connection.execute(f"insert into raw.{table} values {', '.join(literals[start : start + 5000])}")


def read_parquets(connection: duckdb.DuckDBPyConnection, table: str, columns: str, paths: list[str]) -> None:
    """A table of typed columns with the rows of Parquet files that have the same columns."""
    connection.execute(f"create or replace table raw.{table} ({columns})")
    if paths:
        names = ", ".join(column.split()[0] for column in columns.split(", "))
        listed = ", ".join(_literal(path) for path in paths)
        connection.execute(f"insert into raw.{table} select {names} from read_parquet([{listed}])")


def _literal(value: Any) -> str:
    """A value as SQL."""
    if value is None:
        return "null"
    if isinstance(value, bool | int):
        return str(value).lower()
    return "'" + str(value).replace("'", "''") + "'"
