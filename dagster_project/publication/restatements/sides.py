"""A publication as the comparison reads it: Parquet files, whatever columns its version had."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dagster_project.publication.parquet import read
from dagster_project.publication.tables import quoted
from dagster_project.publication.versions import Manifest


@dataclass(frozen=True)
class Side:
    """One of two publications: where its files stand and what its manifest says (`told`)."""

    folder: Path
    tables: Mapping[str, dict[str, Any]]
    told: Mapping[str, Any]

    @classmethod
    def of(cls, manifest: Manifest) -> Side:
        """A finished publication."""
        return cls(manifest.folder, manifest.tables, manifest.content)

    @property
    def as_of(self) -> date:
        """Last business day that it reports."""
        return date.fromisoformat(self.told["as_of"])

    def columns(self, table: str) -> dict[str, str]:
        """Types by name of a table's columns; empty if this publication does not have the table."""
        return dict(line.rsplit(" ", 1) for line in self.tables.get(table, {}).get("columns", []))

    def relation(self, table: str, columns: Mapping[str, str], paths: Collection[str] | None = None) -> str:
        """A table expression with the wanted columns (name: type), from all files or those of `paths`.

        A column that this publication lacks is null; a table that it lacks has no rows.
        """
        there = self.columns(table)
        chosen = ", ".join(
            f"cast({quoted(name) if name in there else 'null'} as {kind}) as {quoted(name)}"
            for name, kind in columns.items()
        )
        files = [
            self.folder / file["path"]
            for file in self.tables.get(table, {}).get("files", [])
            if paths is None or file["path"] in paths
        ]
        if not files:
            nothing = ", ".join(f"cast(null as {kind}) as {quoted(name)}" for name, kind in columns.items())
            return f"(select {nothing} where false)"
        return f"(select {chosen} from {read(files)})"


def differing(old: Side, new: Side, table: str) -> set[str]:
    """Paths of the table's files whose rows are not the same on both sides."""
    if old.columns(table) != new.columns(table):
        return _paths(old, table) | _paths(new, table)
    before, after = (
        {file["path"]: file["hash"] for file in side.tables.get(table, {}).get("files", [])}
        for side in (old, new)
    )
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


def _paths(side: Side, table: str) -> set[str]:
    return {file["path"] for file in side.tables.get(table, {}).get("files", [])}
