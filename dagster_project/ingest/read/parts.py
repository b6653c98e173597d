"""A large text as several streams, each of which the engine reads by itself at the same time.

Line numbers need each stream to be read in order by one thread; several streams use the other cores.
"""

from __future__ import annotations

import errno
import fcntl
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import BinaryIO

from dagster_project.ingest.decode.plain_text import PlainText

CHUNK = 1 << 20
SOON = 0.001


@dataclass(frozen=True)
class Part:
    """Bytes `begin` to `end` of a text's file; `lines` physical lines of the text stand before them."""

    begin: int
    end: int
    lines: int


def parts_of(text: PlainText) -> list[Part]:
    """The text cut behind line ends into parts of about equal size; one part where that is not possible."""
    cuts = [(0, 0), *text.measure.cuts] if hasattr(os, "mkfifo") else [(0, 0)]
    ends = [*(offset for offset, _ in cuts[1:]), text.measure.size]
    return [
        Part(text.begin + offset, text.begin + end, lines)
        for (offset, lines), end in zip(cuts, ends, strict=True)
        if end > offset
    ]


@contextmanager
def streamed(path: Path, part: Part, pipe: Path) -> Iterator[Path]:
    """What gives the bytes of a part to the one who opens it: a named pipe, or a small file that is the
    part.
    """
    if part == Part(0, path.stat().st_size, part.lines) and part.end <= CHUNK:
        yield path
        return
    os.mkfifo(pipe)
    stop = Event()
    feeder = Thread(target=_feed, args=(path, part, pipe, stop))
    feeder.start()
    try:
        yield pipe
    finally:
        stop.set()
        feeder.join()
        pipe.unlink()


def _feed(path: Path, part: Part, pipe: Path, stop: Event) -> None:
    handle = _opened(pipe, stop)
    if handle is None:
        return
    try:
        os.set_blocking(handle, True)
        if hasattr(fcntl, "F_SETPIPE_SZ"):
            fcntl.fcntl(handle, fcntl.F_SETPIPE_SZ, CHUNK)
        with path.open("rb") as source:
            _pour(source, handle, part)
    except BrokenPipeError:
        pass  # the engine found the text malformed and reads no further
    finally:
        os.close(handle)


def _pour(source: BinaryIO, handle: int, part: Part) -> None:
    """Move the bytes of a part into a pipe; on Linux without copying them through this process."""
    at = part.begin
    if sys.platform == "linux":
        while at < part.end and (
            moved := os.sendfile(handle, source.fileno(), at, min(part.end - at, CHUNK))
        ):
            at += moved
    source.seek(at)
    while at < part.end and (chunk := source.read(min(part.end - at, CHUNK))):
        at += len(chunk)
        view = memoryview(chunk)
        while view:
            view = view[os.write(handle, view) :]


def _opened(pipe: Path, stop: Event) -> int | None:
    """The pipe for writing as soon as somebody reads it; None where nobody will."""
    while not stop.is_set():
        try:
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError as error:
            if error.errno != errno.ENXIO:
                raise
            time.sleep(SOON)
    return None
