"""Lines of the exports as the raw store keeps them, by file and line, and by business key.

Only the deliveries that a publication had read are known here: what came later superseded nothing then.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from dagster_project.ingest.kept import rows_files
from dagster_project.ingest.ledger import Delivery, read_ledger, segments
from dagster_project.publication.parquet import read
from dagster_project.trace.opened import Opened
from dagster_project.trace.sql import Value
from dagster_project.warehouse.raw_tables import FileRows, file_rows

AFTER_BLANK = "!"
KEYED = """
    select file_id, line_no from {source}
    where {column} >= $first and {column} < $past
        and case when {column} like '% ' then rtrim({column}) else {column} end in (select unnest($keys))
        and {condition}
    union
    select file_id, line_no from {source}
    where {column} > '' and {column} < '!' and trim({column}) in (select unnest($keys))
        and {condition}
"""
"""Lines with a key in a column. A key, and what begins with it and a blank, lies between the first key and
the last one with an exclamation mark, the character after the blank; what begins with a blank lies before
all. So the engine passes over every part of a file whose bounds tell that nothing of it fits. Only cells
with blanks are trimmed: to trim every cell takes longer than all the rest.
"""
Place = tuple[str, int]
"""A line: file_id (SHA-256) and line number."""


@dataclass(frozen=True)
class Line:
    """One line of an export: text by canonical column, trimmed; '' is a blank cell, None a column that the
    file does not give.
    """

    file: FileRows
    line_no: int
    values: dict[str, str | None]

    @property
    def place(self) -> Place:
        """Its file and line number."""
        return self.file.file_id, self.line_no

    @property
    def where(self) -> str:
        """`calls/2026-10/a.csv:17`."""
        return f"{self.file.name}:{self.line_no}"

    def get(self, column: str) -> str | None:
        """A cell's text; None where it is blank or the file lacks the column."""
        return self.values.get(column) or None


class RawStore:
    """The raw store as one publication saw it."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._parts: dict[str, list[Path]] = {}
        self._held: dict[Place, Line] = {}
        self.used: set[str] = set()
        """Files whose lines were read."""

    @cached_property
    def files(self) -> dict[str, FileRows]:
        """Every file by its SHA-256."""
        policy = self._opened.policy()
        zone, region = policy.setting("time_zone") or "UTC", policy.setting("default_region") or "CN"
        ledger = _known_then(self._opened)
        return {row.file_id: row for row in file_rows(self._opened.home, zone, region, None, ledger)}

    def of(self, entity: str) -> list[FileRows]:
        """Files of an entity that could be read, and whose rows are still there."""
        return [
            file
            for file in self.files.values()
            if file.entity == entity and file.rows_path is not None and self.parts(file)
        ]

    def parts(self, file: FileRows) -> list[Path]:
        """The Parquet files of a file's rows; none if one of them is gone."""
        if file.rows_path is not None and file.file_id not in self._parts:
            found = rows_files(self._opened.home, file.rows_path)
            self._parts[file.file_id] = found if all(path.is_file() for path in found) else []
        return self._parts.get(file.file_id, [])

    def source(self, files: Iterable[FileRows]) -> str | None:
        """The rows of several files as a table expression; None without any."""
        paths = [path for file in files for path in self.parts(file)]
        return read(paths) if paths else None

    def lines(self, places: Iterable[Place]) -> dict[Place, Line]:
        """The lines at these places, each read once; those whose rows are gone are left out."""
        asked = set(places)
        wanted: dict[str, list[Place]] = {}
        for place in asked - self._held.keys():
            if place[0] in self.files:
                wanted.setdefault(self.files[place[0]].entity, []).append(place)
        for found_places in wanted.values():
            source = self.source(self.files[file_id] for file_id in {place[0] for place in found_places})
            if source is None:
                continue
            files = sorted({file_id for file_id, _ in found_places})
            number = {file_id: place for place, file_id in enumerate(files)}
            rows = self._opened.rows(
                f"""
                select * from {source.replace("hive_partitioning", "union_by_name = true, hive_partitioning")}
                semi join (
                    select file_id, line_no
                    from (select unnest($numbers) as number, unnest($lines) as line_no)
                    inner join (
                        select unnest($files) as file_id, unnest(range($count)) as number
                    ) using (number)
                ) using (file_id, line_no)
                """,
                {
                    "numbers": [number[file_id] for file_id, _ in found_places],
                    "lines": [line_no for _, line_no in found_places],
                    "files": files,
                    "count": len(files),
                },
            )
            for row in rows:
                line = self._line(row)
                self._held[line.place] = line
        found = {place: self._held[place] for place in sorted(asked & self._held.keys())}
        self.used |= {file_id for file_id, _ in found}
        return found

    def places(self, entity: str, condition: str, values: Mapping[str, Value]) -> list[Place]:
        """Places of the entity's lines that fit a condition on its columns."""
        source = self.source(self.of(entity))
        if source is None:
            return []
        rows = self._opened.rows(f"select file_id, line_no from {source} where {condition}", values)
        return [(row["file_id"], int(row["line_no"])) for row in rows]

    def keyed(
        self, entity: str, columns: Sequence[str], keys: Iterable[str], condition: str = "true"
    ) -> list[Place]:
        """Places of lines with one of the keys in one of the columns, blanks around it or not, that fit a
        condition besides.
        """
        source, wanted = self.source(self.of(entity)), sorted(set(keys))
        if source is None or not wanted:
            return []
        rows = self._opened.rows(
            " union ".join(
                KEYED.format(column=column, source=source, condition=condition) for column in columns
            ),
            {"keys": wanted, "first": wanted[0], "past": wanted[-1] + AFTER_BLANK},
        )
        return sorted((row["file_id"], int(row["line_no"])) for row in rows)

    def matching(self, entity: str, condition: str, values: Mapping[str, Value]) -> list[Line]:
        """The entity's lines that fit a condition, by file and line."""
        found = self.lines(self.places(entity, condition, values))
        return sorted(found.values(), key=lambda line: (line.file.file_no, line.line_no))

    def _line(self, row: dict[str, object]) -> Line:
        file = self.files[str(row.pop("file_id"))]
        number = int(str(row.pop("line_no")))
        texts = {name: None if value is None else str(value).strip() for name, value in row.items()}
        return Line(file, number, texts)


def _known_then(opened: Opened) -> list[Delivery]:
    """The ledger as the publication had read it: by its segments, for older ones by the time."""
    inputs = opened.manifest.content.get("inputs")
    if inputs is None:
        until = opened.manifest.content["published_at"]
        return [line for line in read_ledger(opened.home) if line["delivered_at"] <= until]
    names = {told["segment"] for told in inputs["ledger"]}
    return [
        json.loads(text)
        for path in segments(opened.home)
        if path.name in names
        for text in path.read_text(encoding="utf-8").splitlines()
    ]
