"""Dagster's event log in one SQLite file, with its connections kept open.

A run tells of hundreds of assets and checks. The log that Dagster ships opens, compiles, syncs and closes
anew for every one of these events, which costs more than deriving a night's figures does. Write-ahead
logging with `synchronous = normal` cannot damage the file; a power cut may lose the last events, no data.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from dagster._core.storage.event_log import ConsolidatedSqliteEventLogStorage
from sqlalchemy import Connection, Engine, create_engine, event

BUSY_SECONDS = 30


class EventLog(ConsolidatedSqliteEventLogStorage):
    """The consolidated SQLite log of Dagster 1.13 on one engine per process."""

    @cached_property
    def _engine(self) -> Engine:
        engine = create_engine(self._conn_string, connect_args={"timeout": BUSY_SECONDS})
        event.listen(engine, "connect", _relax)
        return engine

    @cached_property
    def _seen_tables(self) -> set[str]:
        return set()

    @contextmanager
    def _connect(self) -> Iterator[Connection]:
        with self._engine.connect() as connection, connection.begin():
            yield connection

    def has_table(self, table_name: str) -> bool:
        """Whether the file has this table; asked for every event, so a yes is remembered."""
        if table_name not in self._seen_tables and super().has_table(table_name):
            self._seen_tables.add(table_name)
        return table_name in self._seen_tables

    def dispose(self) -> None:
        """Close the connections; Dagster calls this at the end of an instance."""
        self._engine.dispose()
        super().dispose()  # type: ignore[no-untyped-call]


def _relax(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute("pragma synchronous = normal")
    cursor.close()
