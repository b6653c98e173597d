"""The careful reader: cuts text into records with their line numbers and refuses only what is broken.

A record is what RFC 4180 says. Where quotes go wrong (never closed, text after a closing quote) only the line
where the trouble begins is refused and reading goes on with the next line, so that one stray quote cannot
swallow a night.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

MAX_SHOWN = 2000
LONGEST_FIELD = 1 << 21
"""Characters; no less than DuckDB takes, or the two readers would differ."""
MOST_LINES, FEW_LINES, PATIENCE = 2000, 20, 1_000_000
"""Physical lines of one record: what an opened quote may take in before it counts as never closed; the lesser
number once so many lines were read in vain, or a file of stray quotes would be read to its end for each.
"""
LINE_ENDS = ("\n", "\r")


@dataclass(frozen=True)
class Form:
    """How lines are cut: `width` fields a record (None: any); `cut`: the file ends inside a character."""

    delimiter: str
    quote: str | None
    width: int | None = None
    cut: bool = False


@dataclass(frozen=True)
class Record:
    """Fields of one record and the physical line where it begins; `extra`: a JSON object of what no column
    of the layout takes, where the reader does not number columns.
    """

    line_no: int
    fields: list[str]
    lines: int = 1
    extra: str | None = None


@dataclass(frozen=True)
class Refusal:
    """A line that is not a record: what was found, what was expected, its text (up to 2000 characters)."""

    line_no: int
    value: str
    expected: str
    line: str
    cut_off: bool = False


class _TooManyLines(Exception):
    """A record goes on for more lines than any should."""


class _Lines:
    """Lines that can be given back."""

    def __init__(self, lines: Iterable[str], number: int) -> None:
        self._more = iter(lines)
        self._back: deque[str] = deque()
        self.number = number
        self._in_vain = 0
        self.taken: list[str] = []

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        if len(self.taken) >= (MOST_LINES if self._in_vain < PATIENCE else FEW_LINES):
            raise _TooManyLines
        line = self._back.popleft() if self._back else next(self._more)
        self.taken.append(line)
        return line

    def give_back(self, keep: int) -> None:
        """Give back all but the first `keep` lines taken."""
        self._in_vain += len(self.taken) - keep
        self._back.extendleft(reversed(self.taken[keep:]))
        del self.taken[keep:]

    def close(self) -> None:
        """Go on behind the lines taken."""
        self.number += len(self.taken)
        self.taken = []


def read_records(lines: Iterable[str], form: Form, first_line: int = 1) -> Iterator[Record | Refusal]:
    """Records and refusals of physical lines (each with its line end), blank lines left out."""
    csv.field_size_limit(LONGEST_FIELD)
    source = _Lines(lines, first_line)
    delimiter, quote = form.delimiter, form.quote
    if quote is None:
        reader = csv.reader(source, delimiter=delimiter, quoting=csv.QUOTE_NONE, strict=True)
    else:
        reader = csv.reader(source, delimiter=delimiter, quotechar=quote, strict=True)
    while True:
        found: Record | Refusal | None
        try:
            fields = next(reader)
        except StopIteration:
            return
        except (csv.Error, _TooManyLines) as error:
            found = _broken(source, error)
        else:
            found = _judge(source, fields, form)
        if found is not None:
            yield found
        source.close()


def _broken(source: _Lines, error: Exception) -> Refusal:
    source.give_back(1)
    if isinstance(error, _TooManyLines):
        return _refusal(
            source,
            "an opened quote",
            "a quote that is closed soon; this one goes on for too many lines",
        )
    if "unexpected end" in str(error):
        return _refusal(
            source,
            "an opened quote",
            "a quote that is closed again; the one opened here never is",
            short=True,
        )
    if "field larger" in str(error):
        return _refusal(source, "a longer field", f"a field of at most {LONGEST_FIELD:,} characters")
    return _refusal(source, "text after a closing quote", "a delimiter there, or the quote doubled")


def _judge(source: _Lines, fields: list[str], form: Form) -> Record | Refusal | None:
    width = form.width
    if len(source.taken) == 1 >= len(fields) and not source.taken[0].strip(" \t\r\n"):
        return None
    if any("\0" in line for line in source.taken):
        source.give_back(1)
        return _refusal(source, "a NUL byte", "text without NUL bytes")
    if form.cut and not source.taken[-1].endswith(LINE_ENDS):
        return _refusal(source, "half a character", "a whole record", short=True)
    if width is None or len(fields) == width:
        return Record(source.number, fields, len(source.taken))
    if len(source.taken) > 1 and _swallowed(source.taken[1:-1], form):
        source.give_back(1)
        return _refusal(
            source,
            "an opened quote",
            "a quote that is closed in its record; this one swallows the next lines",
        )
    plural = "" if len(fields) == 1 else "s"
    return _refusal(
        source,
        f"{len(fields)} field{plural}",
        f"{width} fields, as many as columns",
        short=len(fields) < width,
    )


def _swallowed(inner: list[str], form: Form) -> bool:
    """Whether a line inside a broken record is a whole record by itself."""
    return any(isinstance(next(read_records([line], form), None), Record) for line in inner)


def _refusal(source: _Lines, value: str, expected: str, *, short: bool = False) -> Refusal:
    text = "".join(source.taken)
    cut_off = short and not text.endswith(LINE_ENDS)
    if cut_off:
        expected += "; the file ends here without a line end: cut off?"
    return Refusal(source.number, value, expected, text.rstrip("\r\n")[:MAX_SHOWN], cut_off)
