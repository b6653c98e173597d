"""The values of a JSON file: a list's elements, one object per line, or objects one after the other.

Values stay as they are written: numbers are not read as numbers, so no digit can change.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TextIO

from dagster_project.ingest.forms import inner_name
from dagster_project.ingest.plain_text import PlainText
from dagster_project.ingest.records import MAX_SHOWN

CHUNK = 1 << 20
LONGEST = 1 << 26
"""Characters of one JSON value; a longer document must come as one object per line."""
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
