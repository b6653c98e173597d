"""JSON to rows: a list, one object, or one object per line; lists inside a record may become rows.

Values stay as they are written: numbers are not read as numbers, so no digit can change.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TextIO

import duckdb

from dagster_project.ingest.forms import inner_name
from dagster_project.ingest.header import Columns, missing_columns, plain_name
from dagster_project.ingest.plain_text import PlainText
from dagster_project.ingest.reading import Reading
from dagster_project.ingest.recognise import SAMPLE, check_recognised
from dagster_project.ingest.records import MAX_SHOWN, Record, Refusal
from dagster_project.ingest.spool import Counts, write_records
from dagster_project.ingest.unpack import Unreadable

CHUNK = 1 << 20
LONGEST = 1 << 26
"""Characters of one JSON value; a longer document must come as one object per line."""
LINES_PER_RECORD = 1000
"""A row that was a list element of a record is numbered record x 1000 + element."""
BLANKS = " \t\r\n"
BY_LINE = (".jsonl", ".ndjson")

_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)


@dataclass
class Document:
    """A value of the file, with the number of its line or its place; or why there is none."""

    number: int
    value: Any = None
    problem: str | None = None
    text: str = ""
    cut_off: bool = False


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
            shown = document.text or json.dumps(document.value, ensure_ascii=False)
            yield Refusal(
                document.number,
                document.problem or "no object",
                "one JSON object",
                shown[:MAX_SHOWN],
                document.cut_off,
            )
            continue
        yield from _rows(reading, document, index, seen)


def documents(text: PlainText, name: str, inside: str | None) -> Iterator[Document]:
    """The values of a file: of its list, of the list at the path `inside` each value, or its lines."""
    with text.open() as file:
        lines = inner_name(name).endswith(BY_LINE) or _by_line(file)
        file.seek(0)
        found = _lines(file) if lines else _values(file)
        if inside is None:
            yield from found
            return
        number = 0
        for document in found:
            held = _at(document.value, inside) if document.problem is None else None
            if document.problem is not None or not isinstance(held, list):
                problem = document.problem or f"no list {inside}"
                yield Document(number + 1, problem=problem, text=document.text, cut_off=document.cut_off)
                number += 1
                continue
            for value in held:
                number += 1
                yield Document(number, value)


def _at(value: Any, path: str) -> Any:
    for part in path.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value


def _by_line(file: TextIO) -> bool:
    """Whether every line is a value of its own: the first one is."""
    while line := file.readline(LONGEST):
        if line.strip(BLANKS):
            try:
                return isinstance(_DECODER.decode(line.strip(BLANKS)), dict)
            except (ValueError, RecursionError):
                return False
    return False


def _lines(file: TextIO) -> Iterator[Document]:
    for number, line in enumerate(file, start=1):
        text = line.strip(BLANKS)
        if not text:
            continue
        try:
            yield Document(number, _DECODER.decode(text))
        except (ValueError, RecursionError) as error:
            cut_off = not line.endswith(("\n", "\r")) and _at_end(error)
            yield Document(number, problem=_said(error), text=text[:MAX_SHOWN], cut_off=cut_off)


def _at_end(error: Exception) -> bool:
    """Whether a value breaks off because the text does."""
    if not isinstance(error, json.JSONDecodeError):
        return False
    return error.pos >= len(error.doc.rstrip(BLANKS)) or error.msg.startswith("Unterminated")


def _said(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"broken JSON at character {error.colno}: {error.msg}"
    return "JSON that is nested too deeply" if isinstance(error, RecursionError) else f"broken JSON: {error}"


def _values(file: TextIO) -> Iterator[Document]:
    """Values one after the other, those of a list one by one; what follows a broken one cannot be read."""
    buffer = _Buffer(file)
    number = 0
    in_list = buffer.skip("[") if buffer.peek() == "[" else False
    while (char := buffer.peek()) not in ("", "]" if in_list else ""):
        number += 1
        if number > 1 and in_list and not buffer.skip(","):
            yield Document(number, problem="no comma between values", text=buffer.shown())
            return
        try:
            yield Document(number, buffer.value())
        except (ValueError, RecursionError) as error:
            cut_off = buffer.ended and _at_end(error)
            problem = "a value that the file does not end" if cut_off else _said(error)
            rest = f"{problem}; nothing behind it can be read"
            yield Document(number, problem=rest, text=buffer.shown(), cut_off=cut_off)
            return
    if in_list and char == "":
        yield Document(number + 1, problem="the end of the file inside a list", cut_off=True)


class _Buffer:
    """Text of which a little more than one value is held at a time."""

    def __init__(self, file: TextIO) -> None:
        self._file, self._text, self._at = file, "", 0
        self.ended = False

    def peek(self) -> str:
        """The next character that is not blank; none at the end."""
        while True:
            while self._at < len(self._text) and self._text[self._at] in BLANKS:
                self._at += 1
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def skip(self, char: str) -> bool:
        """Whether the next character is `char`, and if so leave it behind."""
        if self.peek() != char:
            return False
        self._at += 1
        return True

    def value(self) -> Any:
        """The next value; raises ValueError where there is none."""
        self.peek()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except ValueError:
                if len(self._text) - self._at > LONGEST:
                    raise ValueError(f"longer than {LONGEST:,} characters, or broken") from None
                if not self._more():
                    raise
                continue
            if end == len(self._text) and self._more():
                continue  # a number may go on
            self._at = end
            return value

    def shown(self) -> str:
        """What stands where reading stopped."""
        return self._text[self._at : self._at + MAX_SHOWN]

    def _more(self) -> bool:
        # As much again as is held, so that a long value is not tried over and over.
        held = self._text[self._at :]
        piece = self._file.read(max(CHUNK, len(held)))
        if not piece:
            self.ended = True
            return False
        self._text, self._at = held + piece, 0
        return True


class _Index:
    """Where the layout's columns stand in a row, by the paths of a record."""

    def __init__(self, reading: Reading, names: tuple[str, ...]) -> None:
        self.width = len(names)
        self._positions: dict[str, int | None] = {}
        self._plain: dict[str, int] = {}
        for index, name in enumerate(names):
            for alias in (name, *reading.layout.aliases.get(name, ())):
                self._plain.setdefault(plain_name(alias), index)

    def of(self, path: str) -> int | None:
        """The column's place, None for one that the layout does not know."""
        if path not in self._positions:
            self._positions[path] = self._plain.get(plain_name(path))
        return self._positions[path]


def _rows(reading: Reading, document: Document, index: _Index, seen: _Seen) -> Iterator[Record | Refusal]:
    explode = reading.layout.explode
    if explode is None:
        yield _row(document.number, _flat(document.value, index), index, seen)
        return
    value = dict(document.value)
    elements = value.pop(explode, None) or []
    if not isinstance(elements, list) or len(elements) >= LINES_PER_RECORD:
        shown = json.dumps(document.value, ensure_ascii=False)[:MAX_SHOWN]
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


def _flat(value: dict[str, Any], index: _Index, above: str = "") -> Iterator[tuple[str, str]]:
    """Paths and texts of a record; a list, or an object that the layout reads whole, is JSON text."""
    waiting = [("", value)]
    while waiting:
        prefix, part = waiting.pop()
        for name, held in part.items():
            path = f"{prefix}{name}"
            if isinstance(held, dict) and held and index.of(f"{above}{path}") is None:
                waiting.append((f"{path}.", held))
            else:
                yield path, _text(held)


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
            extra[path] = text
            seen.unknown[path] = None
        else:
            fields[place] = fields[place] or text
            seen.known.add(place)
    return Record(number, fields, extra=json.dumps(extra, ensure_ascii=False) if extra else None)


def _names(names: tuple[str, ...], seen: _Seen) -> Iterator[str]:
    yield from (name for index, name in enumerate(names) if index in seen.known)
    yield from seen.unknown
