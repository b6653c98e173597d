"""Counts over UTF-8 text that decide how it can be read: one pass over the bytes."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

Bytes = np.ndarray[tuple[int], np.dtype[np.uint8]]

LF, CR = 10, 13
PART = 1 << 26
UNLIKELY = "\x01\x02"
"""Stands for NULL where DuckDB reads the text itself; a text that holds it is read the careful way."""


@dataclass
class Measure:
    """Facts about a text. `size` in bytes; `lines` are physical lines: a last one without line end counts.

    `opens` and `closes` count quotes where a field begins or ends; `odd`: quotes beside blanks, or
    `UNLIKELY`. `cuts`: behind which byte, and behind how many line feeds, the text may be cut into parts of
    about `PART` bytes.
    """

    delimiter: bytes
    quote: bytes | None
    size: int = 0
    newlines: int = 0
    returns: int = 0
    return_newlines: int = 0
    quotes: int = 0
    opens: int = 0
    closes: int = 0
    delimiters: int = 0
    odd: bool = False
    nul: bool = False
    last: bytes = b""
    cuts: list[tuple[int, int]] = field(default_factory=list)

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

    def add(self, piece: bytes) -> None:
        """Count one more piece of text."""
        if not piece:
            return
        values = np.frombuffer(piece, dtype=np.uint8)
        self.size += len(piece)
        self.newlines += _count(values, LF)
        returns = _count(values, CR)
        if returns or self.last == b"\r":
            self.returns += returns
            self.return_newlines += piece.count(b"\r\n") + (self.last + piece[:1] == b"\r\n")
        self.delimiters += _count(values, self.delimiter[0])
        self.nul = self.nul or b"\0" in piece
        if UNLIKELY[0].encode() in piece or self.last == UNLIKELY[0].encode():
            self.odd = self.odd or UNLIKELY.encode() in self.last + piece
        if self.quote is not None:
            self._add_quotes(self.last + piece, len(self.last))
        self.last = piece[-1:]
        if self.size - (self.cuts[-1][0] if self.cuts else 0) >= PART and (at := piece.rfind(b"\n")) >= 0:
            self.cuts.append((self.size - len(piece) + at + 1, self.newlines))

    def _add_quotes(self, text: bytes, known: int) -> None:
        """Judge quotes by what stands beside them; the first `known` bytes were counted before."""
        values = np.frombuffer(text, dtype=np.uint8)
        places = np.flatnonzero(values == (self.quote or b"")[0])
        if not places.size:
            return
        new = places[places >= known]
        self.quotes += new.size
        self.opens += int(not known and bool(new.size) and new[0] == 0)
        before = values[new[new > 0] - 1]
        behind = values[places[places < len(text) - 1] + 1]
        self.opens += _among(before, self.delimiter + b"\n")
        self.closes += _among(behind, self.delimiter + b"\n\r")
        blanks = b" \t".replace(self.delimiter, b"")
        self.odd = self.odd or bool(_among(before, blanks) or _among(behind, blanks))


def _count(values: Bytes, byte: int) -> int:
    return int(np.count_nonzero(values == byte))


def _among(values: Bytes, wanted: bytes) -> int:
    table = np.zeros(256, dtype=bool)
    table[list(wanted)] = True
    return int(np.count_nonzero(table[values]))
