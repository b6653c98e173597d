"""The values of a JSON file: a list's elements, one object per line, or objects one after the other.

Values stay as they are written: numbers are not read as numbers, so no digit can change.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TextIO

from dagster_project.ingest.declared.forms import inner_name
from dagster_project.ingest.decode.plain_text import PlainText
from dagster_project.ingest.read.json_values import BLANKS, LONGEST, Buffer, at_end, decoded, said
from dagster_project.ingest.read.records import MAX_SHOWN

BY_LINE = (".jsonl", ".ndjson")


@dataclass
class Document:
    """A value of the file, with the number of its line or its place; or why there is none."""

    number: int
    value: Any = None
    problem: str | None = None
    text: str = ""
    cut_off: bool = False


def documents(text: PlainText, name: str, inside: str | None) -> Iterator[Document]:
    """The values of a file: of its list, of the list at the path `inside` each value, or its lines."""
    with text.open() as file:
        # A line that is longer than any value may be is not taken into memory whole.
        short = text.measure.longest <= LONGEST
        lines = short and (inner_name(name).endswith(BY_LINE) or _by_line(file))
        file.seek(0)
        found = _lines(file) if lines else _values(file)
        if inside is None:
            yield from found
            return
        number = 0
        for document in found:
            if isinstance(document.value, dict) and inside.split(".")[0] not in document.value:
                number += 1
                yield Document(number, document.value)  # saved without the page around it
                continue
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
                return isinstance(decoded(line.strip(BLANKS)), dict)
            except (ValueError, RecursionError):
                return False
    return False


def _lines(file: TextIO) -> Iterator[Document]:
    for number, line in enumerate(file, start=1):
        text = line.strip(BLANKS)
        if not text:
            continue
        try:
            yield Document(number, decoded(text))
        except (ValueError, RecursionError) as error:
            cut_off = not line.endswith(("\n", "\r")) and at_end(error)
            yield Document(number, problem=said(error), text=text[:MAX_SHOWN], cut_off=cut_off)


def _values(file: TextIO) -> Iterator[Document]:
    """Values one after the other, those of lists one by one; what follows a broken one cannot be read."""
    buffer = Buffer(file)
    number = 0
    in_list = first = False
    while char := buffer.peek():
        if char == ("]" if in_list else "["):
            in_list = first = not in_list
            buffer.skip(char)
            continue
        number += 1
        if in_list and not first and not buffer.skip(","):
            yield Document(number, problem="no comma between values", text=buffer.shown())
            return
        first = False
        try:
            yield Document(number, buffer.value())
        except (ValueError, RecursionError) as error:
            cut_off = buffer.ended and at_end(error)
            problem = "a value that the file does not end" if cut_off else said(error)
            rest = f"{problem}; nothing behind it can be read"
            yield Document(number, problem=rest, text=buffer.shown(), cut_off=cut_off)
            return
    if in_list:
        yield Document(number + 1, problem="the end of the file inside a list", cut_off=True)
