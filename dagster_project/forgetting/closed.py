"""Closed months with the ids of forgotten people replaced, those that were reopened since included."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dagster_project.forgetting.published import UNITS
from dagster_project.home import Home
from dagster_project.ingest.original import sha256_of
from dagster_project.publication.inputs import CLOSED
from dagster_project.publication.parquet import COPY_OPTIONS, literal, read

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True)
class ClosedMonths:
    """Rewrites them below `folder`; the table of units is filled already."""

    connection: duckdb.DuckDBPyConnection
    home: Home
    folder: Path

    def rewrite(self) -> tuple[dict[str, Path], dict[str, str]]:
        """Files by the path (below the home) they will replace; SHA-256 of `closed.json`, old to new."""
        moved: dict[str, Path] = {}
        hashes: dict[str, str] = {}
        for told in sorted(self.home.closed.rglob(CLOSED)) if self.home.closed.is_dir() else []:
            content, rewritten = told.read_text(encoding="utf-8"), dict[str, Path]()
            for file in sorted(told.parent.glob("*.parquet")):
                target = self._file(file)
                if target is not None:
                    rewritten[self._name(file)] = target
                    content = content.replace(sha256_of(file), sha256_of(target))
            if rewritten:
                aside = self.folder / self._name(told)
                aside.write_text(content, encoding="utf-8")
                moved |= rewritten | {self._name(told): aside}
                hashes[sha256_of(told)] = sha256_of(aside)
        return moved, hashes

    def _file(self, file: Path) -> Path | None:
        """One table rewritten aside in the order it has; None if nobody stands in it."""
        columns = {name for name, *_ in self.connection.execute(f"describe from {read([file])}").fetchall()}
        if not {"unit", "unit_id"} <= columns:
            return None
        mine = f"unit = 'customer' and unit_id in (select old from {UNITS})"
        found = self.connection.execute(f"select count(*) from {read([file])} where {mine}").fetchone()
        if found == (0,):
            return None
        new = f"case when {mine} then (select new from {UNITS} where old = unit_id) else unit_id end"
        target = self.folder / self._name(file)
        target.parent.mkdir(parents=True, exist_ok=True)
        rows = f"select * replace ({new} as unit_id) from {read([file])}"
        self.connection.execute(f"copy ({rows}) to {literal(target)} ({COPY_OPTIONS})")
        return target

    def _name(self, path: Path) -> str:
        return path.relative_to(self.home.root).as_posix()
