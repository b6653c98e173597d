"""Writes exports as CSV files into a landing folder, one per entity and night."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd

from dagster_project.generate.world import World

NIGHTLY = "2100"
REPEATED = "2230"


class Landing:
    """A landing folder under way: `<entity>/<month>/<entity>_<day>T2100.csv`, exported at 21:00 that day."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.files = 0
        self.bytes = 0
        self.rows: dict[str, int] = {}
        # one thread: the files are small and many, and handing them round costs more than it brings
        self.connection = duckdb.connect(config={"threads": 1})

    def path(self, entity: str, night: date, at: str = NIGHTLY) -> Path:
        """Where the export of that night stands; its name bears the time of export."""
        return self.out / entity / f"{night:%Y-%m}" / f"{entity}_{night:%Y-%m-%d}T{at}.csv"

    def write(self, entity: str, night: date, select: str, frame: pd.DataFrame) -> Path:
        """Write what `select` makes of the table `frame`, in its order; null becomes blank."""
        path = self.path(entity, night)
        path.parent.mkdir(parents=True, exist_ok=True)
        self.connection.register("frame", frame)
        target = str(path).replace("'", "''")
        self.connection.execute(f"copy ({select}) to '{target}' (format csv, header true, delimiter ',')")
        self.connection.unregister("frame")
        self._count(entity, path, len(frame))
        return path

    def repeat(self, entity: str, night: date) -> None:
        """The same export once more under a later name, as an operator's second click makes it."""
        path = self.path(entity, night, REPEATED)
        shutil.copyfile(self.path(entity, night), path)
        self._count(entity, path, 0)

    def _count(self, entity: str, path: Path, rows: int) -> None:
        self.files += 1
        self.bytes += path.stat().st_size
        self.rows[entity] = self.rows.get(entity, 0) + rows


def pick(values: Sequence[str | None], index: str) -> str:
    """SQL for the value at a column's 0-based index; None gives null, which CSV shows as blank."""
    listed = ", ".join("null" if value is None else f"'{value}'" for value in values)
    return f"([{listed}])[({index}) + 1]"


def rep_id(world: World, rep: str) -> str:
    """SQL for a rep's id from its 0-based number."""
    return f"'r' || lpad(({rep} + 1)::varchar, {world.staff.id_digits}, '0')"


def customer_id(world: World, customer: str) -> str:
    """SQL for a customer's id from its 0-based number."""
    return f"'c' || lpad(({customer} + 1)::varchar, {_digits(world)}, '0')"


def contact_id(world: World, contact: str) -> str:
    """SQL for a contact's id from its 0-based number."""
    return f"'p' || lpad(({contact} + 1)::varchar, {_digits(world)}, '0')"


def _digits(world: World) -> int:
    return max(4, len(str(world.contacts)))
