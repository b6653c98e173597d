"""From landed bytes to plain UTF-8 text on disk, with the facts that decide how it can be read."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from dagster_project.ingest.declared.layout import Layout
from dagster_project.ingest.decode.counting import Counting
from dagster_project.ingest.decode.measure import PART, Measure
from dagster_project.ingest.decode.plausible import Plausible
from dagster_project.ingest.decode.unpack import CHUNK, Stream, Unreadable, unpacked

MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
LONGEST_MARK = 3


class WrongEncoding(Exception):
    """The bytes are no text in the encoding that was tried; the text says where that shows."""


@dataclass
class PlainText:
    """Text in UTF-8 at `path` (possibly the landed file itself), and counts over it.

    `encoding` is that of the landed bytes. `cut_inside_character`: the bytes end within a character, which is
    left out of the text. `begin`: bytes of a byte order mark that stand before the text.
    """

    path: Path
    encoding: str
    measure: Measure
    cut_inside_character: bool = False
    begin: int = 0

    def open(self) -> io.TextIOWrapper:
        """The text with its line ends as they are."""
        errors = "replace" if self.cut_inside_character else "strict"
        return self.path.open(encoding="utf-8-sig", newline="", errors=errors)


@contextmanager
def plain_text(landed: Path, named: str, scratch: Path, layout: Layout) -> Iterator[PlainText]:
    """Unpack, decode and measure a landed file of the name `named`.

    Where the landed bytes are not already plain UTF-8 they are written to `scratch`, which is removed at the
    end. Raises Unreadable.
    """
    try:
        text = _first_that_fits(landed, named, scratch, layout)
        if text.measure.size == 0:
            raise Unreadable("empty file (no text in it); export it again")
        yield text
    finally:
        scratch.unlink(missing_ok=True)


def undecoded_text(landed: Path, named: str, layout: Layout) -> PlainText | None:
    """A large landed file that may be plain UTF-8 as it lies, measured; nobody has looked yet whether every
    byte fits. None where a closer look is due at once.
    """
    if landed.stat().st_size < PART or encodings(landed, named, layout)[0] != "utf-8":
        return None
    with unpacked(landed, named) as stream:
        if not isinstance(stream, io.BufferedReader):
            return None
        text = PlainText(landed, "utf-8", _measure(named, layout))
        with Counting(text.measure) as counting:
            chunk = stream.read(CHUNK)
            text.begin = len(codecs.BOM_UTF8) if chunk.startswith(codecs.BOM_UTF8) else 0
            chunk = chunk[text.begin :]
            while chunk:
                counting.add(chunk)
                chunk = stream.read(CHUNK)
    return text


def _measure(named: str, layout: Layout) -> Measure:
    quote = layout.quote.encode() if layout.quote else None
    return Measure(delimiter=layout.delimiter_for(named).encode(), quote=quote)


def _first_that_fits(landed: Path, named: str, scratch: Path, layout: Layout) -> PlainText:
    failed = []
    for encoding in encodings(landed, named, layout):
        try:
            return _decoded(landed, named, scratch, layout, encoding)
        except WrongEncoding as error:
            failed.append(str(error))
    advice = "say its encoding in the source (big5, cp1252, ...), or export the file as UTF-8"
    raise Unreadable(f"{'; '.join(failed)}; {advice}")


def encodings(landed: Path, named: str, layout: Layout) -> tuple[str, ...]:
    """The encodings to try in this order: that of a byte order mark, else the declared one, else UTF-8 and
    GB18030.
    """
    with unpacked(landed, named) as stream:
        try:
            head = stream.read(LONGEST_MARK)
        except Unreadable:
            head = b""  # the damage is reported where the text is read
    marked = next((encoding for mark, encoding in MARKS if head.startswith(mark)), None)
    declared = layout.encoding
    if declared == "detect":
        return ("utf-8", "gb18030") if marked is None else (marked,)
    if marked is not None and not marked.startswith(declared):
        raise Unreadable(f"the text is in {marked.upper()}; layout {layout.name} expects {declared.upper()}")
    if marked is None and declared == "utf-16":
        raise Unreadable(
            f"no byte order mark, which layout {layout.name} expects; say utf-16-le or utf-16-be"
        )
    return (marked or declared,)


def _decoded(landed: Path, named: str, scratch: Path, layout: Layout, encoding: str) -> PlainText:
    measure = _measure(named, layout)
    with unpacked(landed, named) as stream:
        copy = encoding != "utf-8" or not isinstance(stream, io.BufferedReader)
        text = PlainText(scratch if copy else landed, encoding, measure)
        guess = Plausible() if encoding == "gb18030" and layout.encoding == "detect" else None
        with scratch.open("wb") if copy else nullcontext() as sink, Counting(measure) as counting:
            _decode(stream, text, guess, sink, counting)
    if guess is not None and not guess.holds:
        raise WrongEncoding("not likely to be GB18030: its characters would be rare ones")
    return text


def _decode(
    stream: Stream, text: PlainText, guess: Plausible | None, sink: BinaryIO | None, counting: Counting
) -> None:
    decoder = codecs.getincrementaldecoder(text.encoding)("strict")
    chunk = stream.read(CHUNK)
    mark = next(
        (mark for mark, encoding in MARKS if encoding == text.encoding and chunk.startswith(mark)), b""
    )
    done, chunk = len(mark), chunk[len(mark) :]
    text.begin = done if sink is None else 0
    while chunk:
        pending = decoder.getstate()[0]
        try:
            piece = decoder.decode(chunk)
        except UnicodeDecodeError as error:
            counting.finish()
            raise WrongEncoding(_undecodable(error, done - len(pending), text)) from error
        done += len(chunk)
        if guess is not None:
            guess.add(piece)
        if text.encoding == "utf-8":
            whole = pending + chunk
            data = whole[: len(whole) - len(decoder.getstate()[0])]
        else:
            data = piece.encode()
        counting.add(data)
        if sink is not None:
            sink.write(data)
        chunk = stream.read(CHUNK)
    text.cut_inside_character = bool(decoder.getstate()[0])


def _undecodable(error: UnicodeDecodeError, before: int, text: PlainText) -> str:
    found = error.object[error.start : error.start + 1].hex()
    line = text.measure.line_ends + error.object[: error.start].decode(text.encoding).count("\n") + 1
    return f"not {text.encoding.upper()}: byte 0x{found} at byte {before + error.start:,} (line {line:,})"
