"""What a case of bad input says, and small builders for its bytes."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field

import zstandard

HEADER = "call_id,rep_id,started_at,disposition"
LAYOUT = """\
layout: own
entity: calls
{0}
columns:
  call_id: {{from: call_id}}
  rep_id: {{from: rep_id}}
  started_at: {{from: started_at}}
  disposition: {{from: disposition}}
"""
NAMES = "header: false\nnames: [call_id, rep_id, started_at, disposition]"


@dataclass(frozen=True)
class Case:
    """A file and its fate.

    `rows`: the call ids that are read, in order; `lines`: their line numbers, where they matter; `refused`:
    what was found (its beginning) by line number; `whole`: part of the reason for which the whole file is
    refused; `notes`: a part of each note; `reps`: the rep_id cells, where their text matters; `own`: further
    lines of a layout of its own (else `canonical` reads the file).
    """

    name: str
    content: bytes | str | Callable[[], bytes]
    rows: str = ""
    file: str = "a.csv"
    refused: dict[int, str] = field(default_factory=dict)
    lines: tuple[int, ...] = ()
    whole: str = ""
    truncated: bool = False
    notes: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    encoding: str = ""
    reps: tuple[str, ...] = ()
    own: str | None = None

    @property
    def data(self) -> bytes:
        if isinstance(self.content, str):
            return self.content.encode()
        return self.content if isinstance(self.content, bytes) else self.content()


def row(call_id: object, rep: str = "r") -> str:
    return f"{call_id},{rep},t,x"


def text(*lines: str, end: str = "\n") -> str:
    """A header and lines."""
    return "".join(line + end for line in (HEADER, *lines))


GOOD = text(row(1), row(2))
CHINESE = text(row(1, "王小明，销售部"), row(2, "李雷在北京"))


def gz(data: bytes | str) -> bytes:
    return gzip.compress(data.encode() if isinstance(data, str) else data, mtime=0)


def zst(data: bytes | str) -> bytes:
    packer = zstandard.ZstdCompressor(write_checksum=True)
    return packer.compress(data.encode() if isinstance(data, str) else data)


def zipped(*members: tuple[str, bytes | str], method: int = zipfile.ZIP_DEFLATED, attr: int = 0) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", method) as archive:
        for name, data in members:
            info = zipfile.ZipInfo(name)
            info.external_attr = attr
            info.compress_type = method
            archive.writestr(info, data)
    return sink.getvalue()


def put(data: bytes, at: int, piece: bytes) -> bytes:
    """Data with a piece written over what stands at a place (counted from the end where negative)."""
    at = at if at >= 0 else len(data) + at
    return data[:at] + piece + data[at + len(piece) :]
