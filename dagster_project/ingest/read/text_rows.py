"""Delimited text to rows: finds the header, then lets the fast reader or the careful one cut the lines."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import duckdb

from dagster_project.ingest.decode.plain_text import PlainText, undecoded_text
from dagster_project.ingest.decode.unpack import Unreadable
from dagster_project.ingest.read.fast import may_be_fast, read_fast
from dagster_project.ingest.read.reading import Reading
from dagster_project.ingest.read.records import Record, Refusal, read_records
from dagster_project.ingest.read.spool import Counts, write_records
from dagster_project.ingest.read.start import Start, find_start, form_of

LONGEST_LINE = 1 << 27
TAIL = 1 << 16
"""Bytes at the end of a text in which trailer lines are looked for before it is read the fast way."""


def read_text(connection: duckdb.DuckDBPyConnection, reading: Reading, text: PlainText) -> Counts:
    """Write the rows (and the refused lines, if any) of one file; raises Unreadable."""
    if text.measure.longest > LONGEST_LINE:
        told = f"a line of {text.measure.longest:,} bytes and more; at most {LONGEST_LINE:,} are read"
        raise Unreadable(f"{told}: no line ends, or no delimited text?")
    start = find_start(reading, text)
    return _read_at_once(connection, reading, text, start) or read_careful(connection, reading, text, start)


def read_unseen(connection: duckdb.DuckDBPyConnection, reading: Reading, path: Path) -> Counts | None:
    """Write the rows of a large clean text in UTF-8 without decoding it beforehand: the engine proves every
    byte while it reads. None (and nothing is decided) where it is anything else.
    """
    text = undecoded_text(path, reading.name, reading.layout)
    if text is None or text.measure.longest > LONGEST_LINE:
        return None
    try:
        start = find_start(reading, text)
    except (UnicodeDecodeError, Unreadable):
        return None
    columns = start.columns
    read = {name for rule in reading.layout.rules_for(reading.entity) for name in rule.reads}
    looked_at = {columns.positions[name] for name in read if name in columns.positions}
    if len(looked_at | set(columns.extra.values())) < columns.width:
        return None  # bytes of a column that nobody reads would not be proved
    return _read_at_once(connection, reading, text, start)


def _read_at_once(
    connection: duckdb.DuckDBPyConnection, reading: Reading, text: PlainText, start: Start
) -> Counts | None:
    """The fast way; None where the text is not fit for it."""
    if not may_be_fast(reading, text, start.before, start.columns) or _has_trailer(reading, text):
        return None
    expected = text.measure.lines - start.before
    read = read_fast(connection, reading, text, start.before, start.columns, start.header)
    if read is None or read[0] != expected:
        return None
    unknown = list(start.columns.extra)
    return Counts(expected, 0, truncated=False, unknown_columns=unknown, parts=read[1])


def read_careful(
    connection: duckdb.DuckDBPyConnection, reading: Reading, text: PlainText, start: Start
) -> Counts:
    """Cut the text record by record; write the rows and, if there are any, the refused lines."""
    notes = list(start.notes)
    found = records(reading, text, start, notes)
    read, refused, cut_off = write_records(connection, reading, start.columns, found)
    truncated = text.cut_inside_character or cut_off
    return Counts(read + refused, refused, truncated, list(start.columns.extra), notes)


def records(reading: Reading, text: PlainText, start: Start, notes: list[str]) -> Iterator[Record | Refusal]:
    """Records and refusals below the header; repeated headers and trailer lines go to `notes`."""
    form = form_of(reading, start.columns.width, cut=text.cut_inside_character)
    with text.open() as lines:
        found = read_records(islice(lines, start.before, None), form, start.before + 1)
        found = _without_headers(found, start.header, notes)
        yield from _without_trailer(found, reading, notes)


def _without_headers(
    found: Iterator[Record | Refusal], header: list[str] | None, notes: list[str]
) -> Iterator[Record | Refusal]:
    """Leave out records that only repeat the header, as files that were put together from several do."""
    count, first = 0, 0
    for item in found:
        if header is not None and isinstance(item, Record) and item.fields == header:
            count, first = count + 1, first or item.line_no
        else:
            yield item
    if count:
        notes.append(f"the header stands again in {count} line(s), first in line {first}; left out")


def _without_trailer(
    found: Iterable[Record | Refusal], reading: Reading, notes: list[str]
) -> Iterator[Record | Refusal]:
    """Leave out the lines at the very end that the layout calls its trailer."""
    if not reading.layout.trailer:
        yield from found
        return
    held: deque[Record | Refusal] = deque()
    for item in found:
        if any(is_trailer(reading, line) for line in _lines(reading, item)):
            held.append(item)
            continue
        yield from held
        held.clear()
        yield item
    if held:
        notes.append(
            f"{len(held)} line(s) at the end are a trailer, from line {held[0].line_no} on; left out"
        )


def is_trailer(reading: Reading, line: str) -> bool:
    """Whether a line is what the layout calls a trailer."""
    return any(re.fullmatch(pattern, line.strip()) for pattern in reading.layout.trailer)


def _has_trailer(reading: Reading, text: PlainText) -> bool:
    if not reading.layout.trailer:
        return False
    with text.path.open("rb") as file:
        file.seek(max(0, text.path.stat().st_size - TAIL))
        tail = file.read().decode("utf-8", "replace")
    lines = [line for line in re.split("[\r\n]", tail) if line.strip(" \t")]
    found = read_records(lines[-1:], form_of(reading))
    return any(is_trailer(reading, line) for item in found for line in _lines(reading, item))


def _lines(reading: Reading, item: Record | Refusal) -> list[str]:
    """What a trailer pattern is held against: the line with the quotes around its fields taken off, and a
    line that was refused also as it stands.
    """
    if isinstance(item, Record):
        return [reading.layout.delimiter_for(reading.name).join(item.fields)]
    cut = (found for found in read_records([item.line], form_of(reading)) if isinstance(found, Record))
    return [item.line, *(line for found in cut for line in _lines(reading, found))]
