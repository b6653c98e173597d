"""Counts over UTF-8 text that decide how it can be read: one pass over the bytes."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

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
        if not self.size and self.quote is not None and piece.startswith(self.quote):
            self.opens += 1
        values = np.frombuffer(piece, dtype=np.uint8)
        self.size += len(piece)
        self.newlines += _count(values, LF)
        returns = _count(values, CR)
        if returns or self.last == b"\r":
            self.returns += returns
            self.return_newlines += piece.count(b"\r\n") + (self.last + piece[:1] == b"\r\n")
        self.delimiters += _count(values, self.delimiter[0])
        self.nul = self.nul or b"\0" in piece
        self.odd = self.odd or (self.last + piece[:1] == UNLIKELY.encode()) or UNLIKELY.encode() in piece
        if self.quote is not None:
            self._add_quotes(piece, values)
        self.last = piece[-1:]
        if self.size - (self.cuts[-1][0] if self.cuts else 0) >= PART and (at := piece.rfind(b"\n")) >= 0:
            self.cuts.append((self.size - len(piece) + at + 1, self.newlines))

    def _add_quotes(self, piece: bytes, values: np.ndarray[tuple[int], np.dtype[np.uint8]]) -> None:
        quote = self.quote or b""
        quotes = _count(values, quote[0])
        if not quotes and self.last != quote:
            return
        self.quotes += quotes
        seam = self.last + piece[:1]
        for before in (self.delimiter, b"\n"):
            self.opens += piece.count(before + quote) + (seam == before + quote)
        for after in (self.delimiter, b"\n", b"\r"):
            self.closes += piece.count(quote + after) + (seam == quote + after)
        blanks = [blank for blank in (b" ", b"\t") if blank != self.delimiter]
        pairs = [pair for blank in blanks for pair in (blank + quote, quote + blank)]
        self.odd = self.odd or any(pair in piece or pair == seam for pair in pairs)


def _count(values: np.ndarray[tuple[int], np.dtype[np.uint8]], byte: int) -> int:
    return int(np.count_nonzero(values == byte))
