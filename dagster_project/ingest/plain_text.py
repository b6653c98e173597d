"""From landed bytes to plain UTF-8 text on disk, with the facts that decide how it can be read."""

from __future__ import annotations

import codecs
import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from dagster_project.ingest.layout import Layout

CHUNK = 1 << 20
GZIP_MAGIC = b"\x1f\x8b"
MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
UNLIKELY = "\x01\x02"
"""Stands for NULL where DuckDB reads the text itself; a text that holds it is read the careful way."""


class Unreadable(Exception):
    """The whole file is refused; the text is the reason. `truncated`: it ends before its time."""

    def __init__(self, reason: str, *, truncated: bool = False) -> None:
        self.truncated = truncated
        super().__init__(reason)


@dataclass
class PlainText:
    """Text in UTF-8 at `path` (possibly the landed file itself), and counts over it.

    `lines` are physical lines: a last one without line end counts. `cut_inside_character`: the bytes end
    within a character, which is left out of the text.
    """

    path: Path
    encoding: str = "utf-8"
    size: int = 0
    newlines: int = 0
    returns: int = 0
    return_newlines: int = 0
    quotes: int = 0
    delimiters: int = 0
    odd: bool = False
    nul: bool = False
    last: str = ""
    cut_inside_character: bool = False

    def open(self) -> io.TextIOWrapper:
        """The text with its line ends as they are."""
        errors = "replace" if self.cut_inside_character else "strict"
        return self.path.open(encoding="utf-8-sig", newline="", errors=errors)

    @property
    def ends_with_newline(self) -> bool:
        """Whether the last line is closed by a line end."""
        return self.last in ("\n", "\r")

    @property
    def line_ends(self) -> int:
        """Number of line ends: LF, CR LF or CR."""
        return self.newlines + self.returns - self.return_newlines

    @property
    def lines(self) -> int:
        """Number of physical lines."""
        return self.line_ends + (0 if self.ends_with_newline or not self.size else 1)


@contextmanager
def plain_text(landed: Path, named: str, scratch: Path, layout: Layout) -> Iterator[PlainText]:
    """Unpack, decode and measure a landed file.

    `named` is the file's name (a name in .gz must hold gzip). Where the landed bytes are not already plain
    UTF-8 they are written to `scratch`, which is removed at the end. Raises Unreadable.
    """
    with landed.open("rb") as file:
        head = file.read(4)
    packed = head.startswith(GZIP_MAGIC)
    if not head:
        raise Unreadable("empty file (0 bytes); export it again")
    if named.lower().endswith(".gz") and not packed:
        raise Unreadable("the name says gzip but the bytes do not begin as gzip; export it again")
    text = PlainText(landed)
    counter = _Counter(text, layout.delimiter, layout.quote)
    try:
        with gzip.open(landed) if packed else landed.open("rb") as file:
            mark, text.encoding = next((m for m in MARKS if _peek(file, m[0])), (b"", "utf-8"))
            if layout.encoding != "detect" and not text.encoding.startswith(layout.encoding):
                found, wanted = text.encoding.upper(), layout.encoding.upper()
                raise Unreadable(f"the text is in {found}; layout {layout.name} expects {wanted}")
            copy = packed or text.encoding != "utf-8"
            if copy:
                text.path = scratch
            with scratch.open("wb") if copy else nullcontext() as sink:
                _decode(file, len(mark), text, counter, sink)
        if text.size == 0:
            raise Unreadable("empty file (no text in it); export it again")
        yield text
    finally:
        scratch.unlink(missing_ok=True)


def _peek(file: BinaryIO | gzip.GzipFile, mark: bytes) -> bool:
    try:
        file.seek(0)
        return file.read(len(mark)) == mark
    except (OSError, EOFError, zlib.error):
        return False  # the damage is reported where the text is read


def _decode(
    file: BinaryIO | gzip.GzipFile, skip: int, text: PlainText, counter: _Counter, sink: BinaryIO | None
) -> None:
    decoder = codecs.getincrementaldecoder(text.encoding)("strict")
    done = 0
    try:
        file.seek(0)
        done = len(file.read(skip))
        while chunk := file.read(CHUNK):
            pending = len(decoder.getstate()[0])
            try:
                piece = decoder.decode(chunk)
            except UnicodeDecodeError as error:
                at = done - pending + error.start
                before = error.object[: error.start].decode(text.encoding)
                raise Unreadable(_undecodable(error, at, text.line_ends + before.count("\n") + 1)) from error
            done += len(chunk)
            counter.add(piece)
            if sink is not None:
                sink.write(piece.encode())
    except EOFError as error:
        raise Unreadable(
            f"the gzip data ends early, after {done:,} bytes of text (line {text.line_ends + 1:,}); "
            "send the whole file",
            truncated=True,
        ) from error
    except (gzip.BadGzipFile, zlib.error) as error:
        raise Unreadable(
            f"corrupt gzip after {done:,} bytes of text: {error}; send the file again"
        ) from error
    text.cut_inside_character = bool(decoder.getstate()[0])


def _undecodable(error: UnicodeDecodeError, at: int, line: int) -> str:
    found = error.object[error.start : error.start + 1].hex()
    encoding = error.encoding.upper()
    return f"not {encoding}: byte 0x{found} at byte {at:,} (line {line:,}); export the file as UTF-8"


class _Counter:
    """Counts over pieces of text, with what may straddle two of them."""

    def __init__(self, text: PlainText, delimiter: str, quote: str | None) -> None:
        self._text, self._delimiter, self._quote = text, delimiter, quote
        self._odd = (
            [UNLIKELY] if quote is None else [UNLIKELY, f" {quote}", f"{quote} ", f"\t{quote}", f"{quote}\t"]
        )

    def add(self, piece: str) -> None:
        """Count one more piece."""
        text = self._text
        if not piece:
            return
        seam = text.last + piece[0]
        text.size += len(piece)
        text.newlines += piece.count("\n")
        returns = piece.count("\r")
        if returns or text.last == "\r":
            text.returns += returns
            text.return_newlines += piece.count("\r\n") + (seam == "\r\n")
        text.delimiters += piece.count(self._delimiter)
        if self._quote is not None:
            text.quotes += piece.count(self._quote)
        text.nul = text.nul or "\0" in piece
        if text.quotes or "\x01" in piece:
            text.odd = text.odd or any(odd in piece or odd == seam for odd in self._odd)
        text.last = piece[-1]
