"""Refused records as they stand in the original bytes, whatever the file's form: cells, or a JSON object.

Nothing here judges or rewrites a value; the readers that took the file in cut it again in the same way.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from dagster_project.home import Home
from dagster_project.ingest.declared.entities import load_entity
from dagster_project.ingest.declared.forms import kind_of
from dagster_project.ingest.declared.layout import Layout
from dagster_project.ingest.decode.plain_text import PlainText, plain_text
from dagster_project.ingest.ledger import Delivery
from dagster_project.ingest.original import reopened
from dagster_project.ingest.read import start as start_of
from dagster_project.ingest.read import text_rows
from dagster_project.ingest.read.raw_records import raw_records
from dagster_project.ingest.read.reading import Reading
from dagster_project.ingest.read.records import MAX_SHOWN, Record, Refusal


@dataclass
class Cells:
    """Records of a file of rows: `header` is None where the file has none; cells by line number."""

    header: list[str] | None
    rows: dict[int, list[str]] = field(default_factory=dict)


@dataclass
class Objects:
    """Records of a JSON file: the object of each line number, None with its text where it is no object."""

    rows: dict[int, tuple[dict[str, Any] | None, str]] = field(default_factory=dict)


def originals(home: Home, delivery: Delivery, layout: Layout, numbers: set[int]) -> Cells | Objects:
    """The records at these line numbers. Raises Unreadable, or ScorelineError for damaged kept bytes."""
    name, file_id = delivery["name"], delivery["file_id"]
    scratch = home.cache / f".{file_id}.correction.text.aside"
    unused = home.cache / f".{file_id}.correction.unused.aside"
    entity = load_entity(delivery["entity"])
    reading = Reading(name, layout, entity, file_id, unused, unused, scratch)
    with reopened(home, file_id) as path:
        kind = kind_of(name)
        if kind == "json":
            return _of_json(reading, path, numbers)
        if kind != "text":
            return _of_table(reading, path, numbers)
        with plain_text(path, name, scratch, layout) as text:
            return _of_text(reading, text, numbers)


def _of_text(reading: Reading, text: PlainText, numbers: set[int]) -> Cells:
    start = start_of.find_start(reading, text)
    cells = Cells(start.header)
    found = text_rows.records(reading, text, start, [])
    long: dict[int, int] = {}
    for item, following in _with_next(found):
        if item.line_no not in numbers:
            continue
        if isinstance(item, Record):
            cells.rows[item.line_no] = item.fields
        elif len(item.line) < MAX_SHOWN:
            cells.rows[item.line_no] = _cut(reading, item.line)
        else:
            long[item.line_no] = following or item.line_no + 1
    for begin, end in long.items():
        with text.open() as lines:
            cells.rows[begin] = _cut(reading, "".join(islice(lines, begin - 1, end - 1)).rstrip("\r\n"))
    return cells


def _with_next(found: Iterator[Record | Refusal]) -> Iterator[tuple[Record | Refusal, int | None]]:
    """Each item with the line number of the one behind it."""
    before = next(found, None)
    for item in found:
        if before is not None:
            yield before, item.line_no
        before = item
    if before is not None:
        yield before, None


def _cut(reading: Reading, line: str) -> list[str]:
    """The cells of a line that is not a whole record; cut at every delimiter where its quotes are wrong."""
    delimiter, quote = reading.layout.delimiter_for(reading.name), reading.layout.quote
    if quote is None:
        return line.split(delimiter)
    reader = csv.reader(line.splitlines(keepends=True), delimiter=delimiter, quotechar=quote, strict=True)
    try:
        records = list(reader)
    except csv.Error:
        records = []
    return records[0] if len(records) == 1 else line.split(delimiter)


def _of_json(reading: Reading, path: Path, numbers: set[int]) -> Objects:
    """Objects by number; of a record that was made into several rows only the element of each row."""
    explode, objects = reading.layout.explode, Objects()
    for record in raw_records(reading, path):
        for number in sorted(numbers.intersection(range(record.first, record.last + 1))):
            value = record.value
            if not isinstance(value, dict):
                objects.rows[number] = (None, str(value))
            elif explode is not None and number > record.first:
                objects.rows[number] = ({**value, explode: [value[explode][number - record.first - 1]]}, "")
            else:
                objects.rows[number] = (value, "")
    return objects


def _of_table(reading: Reading, path: Path, numbers: set[int]) -> Cells:
    """Rows of a workbook or of Parquet, below one header that holds the columns of all sheets."""
    found = [record for record in raw_records(reading, path) if record.first in numbers]
    header = list(dict.fromkeys(name for record in found for name in record.names))
    cells = Cells(header)
    for record in found:
        named = dict(zip(record.names, record.cells, strict=False))
        cells.rows[record.first] = [named.get(name, "") for name in header]
    return cells
