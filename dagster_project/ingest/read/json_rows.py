"""JSON records to rows: objects inside a record become columns, lists inside it may become rows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import duckdb

from dagster_project.ingest.decode.plain_text import PlainText
from dagster_project.ingest.decode.unpack import Unreadable
from dagster_project.ingest.read.header import Columns, missing_columns, plain_name
from dagster_project.ingest.read.json_documents import Document, documents
from dagster_project.ingest.read.json_values import BLANKS, whole_text
from dagster_project.ingest.read.reading import Reading
from dagster_project.ingest.read.recognise import SAMPLE, check_recognised
from dagster_project.ingest.read.records import MAX_SHOWN, Record, Refusal
from dagster_project.ingest.read.spool import Counts, write_records

LINES_PER_RECORD = 1000
"""A row that was a list element of a record is numbered record x 1000 + element."""


@dataclass
class _Seen:
    """Which columns the records had, beside those that the layout knows."""

    known: set[int] = field(default_factory=set)
    unknown: dict[str, None] = field(default_factory=dict)


def read_json(connection: duckdb.DuckDBPyConnection, reading: Reading, text: PlainText) -> Counts:
    """Write the rows (and the refused records, if any) of one file; raises Unreadable."""
    layout, entity = reading.layout, reading.entity
    names = layout.wanted(entity)
    columns = Columns(len(names), {name: index for index, name in enumerate(names)}, {}, objects=True)
    sample = [item for item, _ in zip(records(reading, text), range(SAMPLE), strict=False)]
    check_recognised(layout, columns, [item for item in sample if isinstance(item, Record)])
    seen = _Seen()
    read, refused, cut_off = write_records(connection, reading, columns, records(reading, text, seen))
    if read:
        positions = {name: index for name, index in columns.positions.items() if index in seen.known}
        missing_columns(layout, entity, positions, "the records have", list(_names(names, seen)))
    elif not refused and _is_blank(text):
        raise Unreadable("no record in it; expected JSON objects")
    return Counts(read + refused, refused, cut_off or text.cut_inside_character, list(seen.unknown))


def _is_blank(text: PlainText) -> bool:
    with text.open() as file:
        return not any(line.strip(BLANKS) for line in islice(file, MAX_SHOWN))


def records(reading: Reading, text: PlainText, seen: _Seen | None = None) -> Iterator[Record | Refusal]:
    """Rows in order, each with the values of the columns that the layout knows."""
    names = reading.layout.wanted(reading.entity)
    index = _Index(reading, names)
    seen = seen or _Seen()
    for document in documents(text, reading.name, reading.layout.records):
        if document.problem is not None or not isinstance(document.value, dict):
            shown = document.text or _shown(document.value)
            number = document.number * (1 if reading.layout.explode is None else LINES_PER_RECORD)
            problem = document.problem or "no object"
            yield Refusal(number, problem, "one JSON object", whole_text(shown), document.cut_off)
            continue
        yield from _rows(reading, document, index, seen)


class _Index:
    """Where the layout's columns stand in a row, by the paths of a record."""

    def __init__(self, reading: Reading, names: tuple[str, ...]) -> None:
        self.width = len(names)
        self._positions: dict[str, int | None] = {}
        self._plain: dict[str, int] = {}
        for index, name in enumerate(names):
            for alias in (name, *reading.layout.aliases.get(name, ())):
                self._plain.setdefault(plain_name(alias), index)
        self._parents = {part for path in self._plain for part in above(path)}

    def of(self, path: str) -> int | None:
        """The column's place, None for one that the layout does not know."""
        if path not in self._positions:
            self._positions[path] = self._plain.get(plain_name(path))
        return self._positions[path]

    def dives(self, path: str) -> bool:
        """Whether an object there is taken apart: the layout reads something in it, or does not know it."""
        return self.of(path) is None or plain_name(path) in self._parents

    def covered(self, path: str, text: str) -> bool:
        """Whether a path that the layout does not know lies within an object that it knows, or is such an
        object without content.
        """
        if plain_name(path) in self._parents and text in ("", "{}"):
            return True
        return any(part in self._plain for part in above(plain_name(path)))


def above(path: str) -> Iterator[str]:
    """Every path that a dotted path lies within."""
    parts = path.split(".")
    return (".".join(parts[:end]) for end in range(1, len(parts)))


def _rows(reading: Reading, document: Document, index: _Index, seen: _Seen) -> Iterator[Record | Refusal]:
    explode = reading.layout.explode
    if explode is None:
        yield _row(document.number, _flat(document.value, index), index, seen)
        return
    value = dict(document.value)
    elements = value.pop(explode, None) or []
    if not isinstance(elements, list) or len(elements) >= LINES_PER_RECORD:
        shown = _shown(document.value)
        wanted = f"a list of at most {LINES_PER_RECORD - 1} elements as {explode}"
        yield Refusal(
            document.number * LINES_PER_RECORD, f"{type(elements).__name__} {explode}", wanted, shown
        )
        return
    own = dict(_flat(value, index))
    if not elements:
        yield _row(document.number * LINES_PER_RECORD, own.items(), index, seen)
    for place, element in enumerate(elements, start=1):
        inner = element if isinstance(element, dict) else {"value": element}
        cells = {**own, **{f"{explode}.{path}": text for path, text in _flat(inner, index, f"{explode}.")}}
        yield _row(document.number * LINES_PER_RECORD + place, cells.items(), index, seen)


def _flat(value: dict[str, Any], index: _Index, prefix_of_all: str = "") -> Iterator[tuple[str, str]]:
    """Paths and texts of a record; a list, or an object that the layout reads whole, is JSON text."""
    waiting = [("", value)]
    while waiting:
        prefix, part = waiting.pop()
        for name, held in part.items():
            path = f"{prefix}{name}"
            if isinstance(held, dict) and held and index.dives(f"{prefix_of_all}{path}"):
                waiting.append((f"{path}.", held))
            else:
                yield path, _text(held)


def _shown(value: Any) -> str:
    return whole_text(json.dumps(value, ensure_ascii=False)[:MAX_SHOWN])


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value, ensure_ascii=False)


def _row(number: int, cells: Any, index: _Index, seen: _Seen) -> Record:
    fields = [""] * index.width
    extra: dict[str, str] = {}
    for path, text in cells:
        place = index.of(path)
        if place is None:
            if not index.covered(path, text):
                name = whole_text(path)
                extra[name] = whole_text(text)
                seen.unknown[name] = None
        else:
            fields[place] = fields[place] or whole_text(text)
            seen.known.add(place)
    return Record(number, fields, extra=json.dumps(extra, ensure_ascii=False) if extra else None)


def _names(names: tuple[str, ...], seen: _Seen) -> Iterator[str]:
    yield from (name for index, name in enumerate(names) if index in seen.known)
    yield from seen.unknown
