"""Records of a file as they stand in it, with the numbers that rows and refusals bear: for corrections.

Delimited text is not cut here: a broken line must be given back as it is written. `start.find_start`
tells where its records begin.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dagster_project.ingest.declared.forms import kind_of
from dagster_project.ingest.decode.plain_text import plain_text
from dagster_project.ingest.read.json_documents import documents
from dagster_project.ingest.read.json_rows import LINES_PER_RECORD
from dagster_project.ingest.read.parquet_rows import open_parquet
from dagster_project.ingest.read.reading import Reading
from dagster_project.ingest.read.sheet_rows import open_sheets


@dataclass(frozen=True)
class RawRecord:
    """One record: `names` and `cells` of a table's row, or `value`, the object of a JSON file.

    `first` to `last`: the line numbers of the rows that are made of it.
    """

    first: int
    last: int
    names: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    value: Any = None


def raw_records(reading: Reading, path: Path) -> Iterator[RawRecord]:
    """Every record of a JSON, Parquet or Excel file in order; raises Unreadable."""
    kind = kind_of(reading.name)
    if kind == "json":
        yield from _json(reading, path)
    elif kind == "sheets":
        for sheet in open_sheets(reading, path, []):
            names = tuple(name or f"column {place + 1}" for place, name in enumerate(sheet.header))
            for row in sheet.rows:
                yield RawRecord(row.line_no, row.line_no, names, tuple(row.fields[: len(names)]))
    elif kind == "parquet":
        names, rows = open_parquet(path)
        for number, cells in enumerate(rows, start=1):
            yield RawRecord(number, number, names, cells)
    else:
        raise ValueError(f"{reading.name}: text is cut by its lines")


def _json(reading: Reading, path: Path) -> Iterator[RawRecord]:
    exploded = reading.layout.explode is not None
    with plain_text(path, reading.name, reading.scratch, reading.layout) as text:
        for document in documents(text, reading.name, reading.layout.records):
            number = document.number
            value = document.value if document.problem is None else document.text
            if exploded:
                first = number * LINES_PER_RECORD
                yield RawRecord(first, first + LINES_PER_RECORD - 1, value=value)
            else:
                yield RawRecord(number, number, value=value)
