"""What queries were found to read, kept beside dbt's manifest for every home that runs the same project.

A query's text names it: under another policy some models are compiled to other text. Staging names the
files of one home, so it is read anew.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from pathlib import Path

from dagster_project.lineage_events.select import Columns

FILE = "columns_read.json"


class Remembered:
    """The columns that queries read, by their text."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE
        self._known: dict[str, dict[str, list[list[str]]]] = _load(self._file)
        self._new = False

    def get(self, sql: str) -> Columns | None:
        """What the query reads, None when nobody has read it yet."""
        found = self._known.get(_name(sql))
        if found is None:
            return None
        return {column: {(table, name) for table, name in reads} for column, reads in found.items()}

    def put(self, sql: str, columns: Columns) -> None:
        """Remember what it reads."""
        self._known[_name(sql)] = {column: sorted(map(list, reads)) for column, reads in columns.items()}
        self._new = True

    def keep(self) -> None:
        """Write aside and rename, so that two processes may do this at once; a full disk keeps nothing."""
        if not self._new or not self._file.parent.is_dir():
            return
        with tempfile.TemporaryDirectory(dir=self._file.parent) as name:
            aside = Path(name) / FILE
            aside.write_text(json.dumps(self._known), encoding="utf-8")
            aside.replace(self._file)


def _load(file: Path) -> dict[str, dict[str, list[list[str]]]]:
    try:
        known: dict[str, dict[str, list[list[str]]]] = json.loads(file.read_bytes())
    except (FileNotFoundError, ValueError):
        return {}
    return known


def _name(sql: str) -> str:
    return hashlib.sha256(sql.encode()).hexdigest()
