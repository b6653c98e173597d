"""From landed bytes to a stream of plain bytes: gzip, zstandard, zip, or as they are.

An archive is never written to disk under its own names, and one that unpacks to far more than its size is
refused before it fills the disk.
"""

from __future__ import annotations

import errno
import gzip
import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Protocol

import zstandard

from dagster_project.ingest.declared.forms import kind_of, packing
from dagster_project.ingest.decode.zst_stream import Zst

CHUNK = 1 << 20
MAGIC = {b"\x1f\x8b": ".gz", b"\x28\xb5\x2f\xfd": ".zst", b"PK\x03\x04": ".zip", b"PK\x05\x06": ".zip"}
WORDS = {".gz": "gzip", ".zst": "zstandard", ".zip": "zip"}
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
BOMB_SIZE = 1 << 28
BOMB_RATIO = 250
"""Exports shrink 5 to 50 times; what grows to 256 MiB and 250 times its size was made to do harm."""
MANY = 5
DAMAGED_ZIP = (
    zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OverflowError, LookupError, EOFError,
    struct.error,
)  # fmt: skip
"""What the library raises for archives whose parts contradict each other."""


class Unreadable(Exception):
    """The whole file is refused; the text is the reason. `truncated`: it ends before its time."""

    def __init__(self, reason: str, *, truncated: bool = False) -> None:
        self.truncated = truncated
        super().__init__(reason)


class Stream(Protocol):
    """Bytes to read from front to back; raises Unreadable where they are damaged."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes (zstandard: more); none at the end."""
        ...


@contextmanager
def unpacked(landed: Path, named: str) -> Iterator[Stream]:
    """The plain bytes of a landed file; `named` is its name. Raises Unreadable."""
    with landed.open("rb") as file:
        head = file.read(8)
        if not head:
            raise Unreadable("empty file (0 bytes); export it again")
        packed = next((ending for magic, ending in MAGIC.items() if head.startswith(magic)), None)
        said = packing(named)
        if said is not None and packed != said:
            raise Unreadable(
                f"the name says {WORDS[said]} but the bytes do not begin as {WORDS[said]}; export it again"
            )
        if head.startswith(OLD_OFFICE):
            raise Unreadable(
                "an old or password-protected Office file; save it as .xlsx or .csv without a password"
            )
        if head.startswith(b"PAR1"):
            raise Unreadable("the bytes are Parquet; name the file .parquet")
        file.seek(0)
        if packed is None:
            yield file
            return
        if packed == ".zip":
            with _member(file, named) as member:
                yield _Guarded(member, file)
        elif packed == ".gz":
            with gzip.open(file) as opened:
                yield _Guarded(opened, file)
        else:
            yield _Guarded(Zst(file), file)


class _Guarded:
    """A decompressed stream whose errors become reasons, and whose growth is watched."""

    def __init__(self, stream: Stream, packed: BinaryIO) -> None:
        self._stream, self._packed, self._done = stream, packed, 0

    def read(self, size: int, /) -> bytes:
        try:
            with seeking():
                data = self._stream.read(size)
        except EOFError as error:
            raise Unreadable(
                f"the packed data ends early, after {self._done:,} bytes of text; send the whole file",
                truncated=True,
            ) from error
        except (zlib.error, lzma.LZMAError, zstandard.ZstdError, *DAMAGED_ZIP) as error:
            raise Unreadable(
                f"corrupt archive after {self._done:,} bytes of text: {error}; send the file again"
            ) from error
        if not self._done and any(data.startswith(magic) for magic in MAGIC):
            raise Unreadable("packed twice: an archive lies in the archive; unpack it once before it lands")
        self._done += len(data)
        if self._done > BOMB_SIZE and self._done > BOMB_RATIO * self._packed.tell():
            raise Unreadable(
                f"unpacks to more than {BOMB_RATIO} times its size (an archive bomb?); "
                "if it is right, unpack it before it lands"
            )
        return data


@contextmanager
def seeking() -> Iterator[None]:
    """Tells a place that cannot be, which an archive names, from a fault of the disk."""
    try:
        yield
    except OSError as error:
        if error.errno not in (None, errno.EINVAL):
            raise
        raise zipfile.BadZipFile(str(error)) from error


@contextmanager
def _member(landed: BinaryIO, named: str) -> Iterator[Stream]:
    """The one data file of a zip archive."""
    try:
        with seeking():
            archive = zipfile.ZipFile(landed)
    except DAMAGED_ZIP as error:
        raise Unreadable(
            f"corrupt zip: {error}; the file may be cut off, send it again", truncated=True
        ) from error
    with archive:
        found = [info for info in archive.infolist() if not _beside_the_point(info)]
        for info in found:
            _check_member(info)
        names = ", ".join(info.filename for info in found[:MANY])
        if any(info.filename == "[Content_Types].xml" for info in found):
            raise Unreadable("the bytes are an Office workbook; name the file .xlsx")
        if len(found) != 1:
            raise Unreadable(
                f"the zip holds {len(found)} files{f' ({names})' if found else ''}; expected one: "
                "land each file by itself"
            )
        kind = kind_of(found[0].filename)
        if kind not in (None, kind_of(named)):
            raise Unreadable(
                f"the zip holds {names}, another form than its own name says; land that file itself"
            )
        try:
            with seeking():
                member = archive.open(found[0])
        except NotImplementedError as error:
            raise Unreadable(f"the zip cannot be opened: {error}; pack it again as usual") from error
        except DAMAGED_ZIP as error:
            raise Unreadable(f"corrupt zip: {error}; send the file again") from error
        with member:
            yield member


def _beside_the_point(info: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(info.filename).parts
    return (
        info.filename.endswith("/")
        or "__MACOSX" in parts
        or (bool(parts) and parts[-1] in (".DS_Store", "Thumbs.db"))
    )


def _check_member(info: zipfile.ZipInfo) -> None:
    name = info.filename.replace("\\", "/")
    if name.startswith("/") or ".." in name.split("/") or name[1:2] == ":":
        raise Unreadable(
            f"the zip holds a path that climbs out of it: {info.filename}; nothing of it is read"
        )
    if stat.S_ISLNK(info.external_attr >> 16):
        raise Unreadable(f"the zip holds a link: {info.filename}; pack the file itself")
    if info.flag_bits & 1:
        raise Unreadable("the zip is protected by a password; send it without")
