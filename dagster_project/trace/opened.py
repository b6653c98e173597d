"""One publication, opened for reading: its Parquet files as table expressions, never its warehouse."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from dagster_project.errors import ScorelineError, UsageError
from dagster_project.home import Home
from dagster_project.keeping.state import require_whole
from dagster_project.publication.parquet import read
from dagster_project.publication.versions import Manifest, current, folder_name, list_versions, read_manifest
from dagster_project.trace.asked import end_of
from dagster_project.trace.policy_rows import PolicyRows
from dagster_project.trace.sql import Value, filled

if TYPE_CHECKING:
    import duckdb

Row = dict[str, Any]


@dataclass
class Opened:
    """A publication and an engine of its own, in memory."""

    home: Home
    manifest: Manifest
    connection: duckdb.DuckDBPyConnection
    policies: dict[int, PolicyRows] = field(default_factory=dict)

    @property
    def version(self) -> int:
        """Number of the publication."""
        return self.manifest.version

    def has(self, table: str) -> bool:
        """Whether this publication holds the table."""
        return table in self.manifest.tables

    def has_column(self, table: str, column: str) -> bool:
        """Whether the table had the column when this publication was made."""
        return any(line.split(" ")[0] == column for line in self.manifest.tables[table]["columns"])

    def table(self, name: str, start: date | None = None, end: date | None = None) -> str:
        """The table as an expression for `from`, of a table by months only those between both days.

        Raises ScorelineError where this version lacks the table, or a file of it is gone.
        """
        told = self.manifest.tables.get(name)
        if told is None:
            raise ScorelineError(
                f"version {self.version} has no table {name}: it was made before publications carried the "
                "evidence that a trace reads; run `scoreline run --full-refresh` and trace the new version"
            )
        files = [file for file in told["files"] if _touches(file["first_day"], start, end)]
        paths = [self.manifest.folder / file["path"] for file in files or told["files"][:1]]
        for path in paths:
            if not path.is_file():
                raise ScorelineError(
                    f"{path}: this file of version {self.version} is gone; restore the version from a backup"
                )
        found = read(paths)
        return found if files else f"(from {found} where false)"

    def execute(self, sql: str, values: Mapping[str, Value] | None = None) -> duckdb.DuckDBPyConnection:
        """Run a query with a literal in place of every `$name`."""
        return self.connection.execute(filled(sql, values or {}))

    def rows(self, sql: str, values: Mapping[str, Value] | None = None) -> list[Row]:
        """Rows of a query as dictionaries."""
        result = self.execute(sql, values)
        names = [column[0] for column in result.description or ()]
        return [dict(zip(names, row, strict=True)) for row in result.fetchall()]

    def policy(self, version: int | None = None) -> PolicyRows:
        """The policy that this publication carries, or that of another version (of a closed month)."""
        number = version or self.version
        if number not in self.policies:
            folder = self.home.published / folder_name(number) / "policy"
            if not folder.is_dir():
                raise ScorelineError(
                    f"{folder}: a closed month was judged by the policy of version {number}, which is gone; "
                    "restore that version from a backup"
                )
            self.policies[number] = PolicyRows(folder, read_manifest(folder.parent).as_of)
        return self.policies[number]


def open_publication(home: Home, version: int | None) -> Opened:
    """The publication of that number, or the current one.

    Raises UsageError where there is none, ScorelineError for one that was pruned.
    """
    manifest = _manifest(home, version)
    import duckdb

    connection = duckdb.connect()
    connection.execute("set timezone = 'UTC'")
    connection.execute("set parquet_metadata_cache = true")  # many queries read the same files
    return Opened(home, manifest, connection)


def _manifest(home: Home, version: int | None) -> Manifest:
    if version is None:
        now = current(home)
        if now is None:
            raise UsageError(f"nothing has been published in {home.root} yet; `scoreline run` publishes")
        return now
    folder = home.published / folder_name(version)
    if folder.is_dir():
        manifest = read_manifest(folder)
        require_whole(home, manifest, f"trace of version {version}")
        return manifest
    present = [manifest.version for manifest in list_versions(home)]
    spoken = (
        f"expected one of {', '.join(map(str, present))}" if present else "nothing has been published yet"
    )
    raise UsageError(f"--version: there is no version {version}; {spoken}")


def _touches(first_day: str | None, start: date | None, end: date | None) -> bool:
    if first_day is None or start is None or end is None:
        return True
    month = date.fromisoformat(first_day)
    return month <= end and end_of("month", month) >= start
