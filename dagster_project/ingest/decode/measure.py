"""Counts over UTF-8 text that decide how it can be read: one pass over the bytes."""

from __future__ import annotations

from dataclasses import dataclass, field, fields

import numpy as np

Bytes = np.ndarray[tuple[int], np.dtype[np.uint8]]

LF, CR = 10, 13
PART = 1 << 25
UNLIKELY = "\x01\x02"
"""Stands for NULL where DuckDB reads the text itself; a text that holds it is read the careful way."""


@dataclass
class Counts:
    """What one piece of a text adds.

    `opens`, `closes`: quotes where a field begins or ends; `odd`: quotes beside blanks, or `UNLIKELY`.
    """

    newlines: int = 0
    returns: int = 0
    return_newlines: int = 0
    quotes: int = 0
    opens: int = 0
    closes: int = 0
    delimiters: int = 0
    odd: bool = False
    nul: bool = False


@dataclass
class Measure(Counts):
    """Facts about a text. `size` in bytes; `lines` are physical lines: a last one without line end counts.

    `cuts`: behind which byte, and behind how many line feeds, the text may be cut into parts of about `PART`
    bytes. `longest`: about the length of the longest line, to a piece or so.
    """

    delimiter: bytes = b","
    quote: bytes | None = None
    size: int = 0
    last: bytes = b""
    cuts: list[tuple[int, int]] = field(default_factory=list)
    longest: int = 0
    _open: int = 0

    @property
    def ends_with_newline(self) -> bool:
        """Whether the last line is closed by a line end."""
        return self.last in (b"\n", b"\r")

    @property
    def line_ends(self) -> int:
        """Number of line ends: LF, CR LF or CR."""
        return self.newlines + self.returns - self.return_newlines

    @property
    def lines(self) -> int:
        """Number of physical lines."""
        return self.line_ends + (0 if self.ends_with_newline or not self.size else 1)

    @property
    def simply_quoted(self) -> bool:
        """Whether every quote begins or ends a field: none is doubled, none stands inside."""
        closes = self.closes + (self.last == self.quote)
        return self.opens == closes and self.opens + closes == self.quotes

    def add(self, piece: bytes, counts: Counts) -> None:
        """Take in the next piece of text with its counts."""
        for part in fields(Counts):
            mine, more = getattr(self, part.name), getattr(counts, part.name)
            setattr(self, part.name, mine or more if isinstance(mine, bool) else mine + more)
        self.size += len(piece)
        self.last = piece[-1:] or self.last
        at = piece.rfind(b"\n")
        self._open = len(piece) - at - 1 if at >= 0 or counts.returns else self._open + len(piece)
        self.longest = max(self.longest, self._open)
        if self.size - (self.cuts[-1][0] if self.cuts else 0) >= PART and at >= 0:
            self.cuts.append((self.size - len(piece) + at + 1, self.newlines))


def count(piece: bytes, last: bytes, delimiter: bytes, quote: bytes | None) -> Counts:
    """Count over one piece of text; `last` is the byte before it, none at the beginning.

    It touches nothing else and spends its time in numpy, so that pieces can be counted side by side.
    """
    values = np.frombuffer(piece, dtype=np.uint8)
    counts = Counts(
        newlines=_number(values, LF),
        returns=_number(values, CR),
        delimiters=_number(values, delimiter[0]),
        nul=b"\0" in piece,
    )
    if counts.returns or last == b"\r":
        counts.return_newlines = piece.count(b"\r\n") + (last + piece[:1] == b"\r\n")
    if UNLIKELY[0].encode() in piece or last == UNLIKELY[0].encode():
        counts.odd = UNLIKELY.encode() in last + piece
    if quote is not None:
        _count_quotes(counts, last + piece, len(last), delimiter, quote)
    return counts


def _count_quotes(counts: Counts, text: bytes, known: int, delimiter: bytes, quote: bytes) -> None:
    """Judge quotes by what stands beside them; the first `known` bytes belong to the piece before."""
    values = np.frombuffer(text, dtype=np.uint8)
    places = np.flatnonzero(values == quote[0])
    if not places.size:
        return
    new = places[places >= known]
    counts.quotes = int(new.size)
    counts.opens = int(not known and bool(new.size) and new[0] == 0)
    before = values[new[new > 0] - 1]
    behind = values[places[places < len(text) - 1] + 1]
    counts.opens += _among(before, delimiter + b"\n")
    counts.closes = _among(behind, delimiter + b"\n\r")
    blanks = b" \t".replace(delimiter, b"")
    counts.odd = counts.odd or bool(_among(before, blanks) or _among(behind, blanks))


def _number(values: Bytes, byte: int) -> int:
    return int(np.count_nonzero(values == byte))


def _among(values: Bytes, wanted: bytes) -> int:
    table = np.zeros(256, dtype=bool)
    table[list(wanted)] = True
    return int(np.count_nonzero(table[values]))
