"""A home as one file: tar packed by zstandard, hard links kept, the SHA-256 of every file in its last member.

`backup.json`, the last member: format, code_version, made_at, home, current, log (lines, head) and files:
{path: SHA-256}. Any `tar --zstd -x` unpacks it.
"""

from __future__ import annotations

import hashlib
import io
import json
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, cast

import zstandard

from dagster_project.errors import ScorelineError

CONTENTS = "backup.json"
CHUNK = 1 << 20
LEFT_OUT = ("warehouse", "cache", "logs", "landing", "remote", "lock", "lock.holder.json", "lock.holder.tmp")
"""Below the home: what comes back by itself, what belongs to the exporters, and the lock."""


class Hashing(io.RawIOBase):
    """A file that is hashed while it is read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.digest = hashlib.sha256()

    def readable(self) -> bool:
        """It is read and nothing else."""
        return True

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        content = self._file.read(size)
        self.digest.update(content)
        return content


def members(root: Path) -> Iterator[Path]:
    """Everything below a home that a backup holds, folders before what is in them."""
    for path in sorted(root.iterdir()):
        if path.name not in LEFT_OUT:
            yield from _below(path)


def _below(path: Path) -> Iterator[Path]:
    if path.name.startswith((".making-", ".restoring")) or path.name.endswith(("-wal", "-shm")):
        return
    yield path
    if path.is_dir() and not path.is_symlink():
        for inside in sorted(path.iterdir()):
            yield from _below(inside)


def write(root: Path, target: IO[bytes], told: dict[str, Any]) -> dict[str, str]:
    """Write the home into an open file; the SHA-256 of every file by its path below the home."""
    hashes: dict[str, str] = {}
    packer = zstandard.ZstdCompressor(level=1, threads=2)
    with (
        packer.stream_writer(target, closefd=False) as packed,
        tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as tar,
        tempfile.TemporaryDirectory(prefix="scoreline-backup-") as scratch,
    ):
        for path in members(root):
            name = path.relative_to(root).as_posix()
            if path.suffix == ".db":
                _add(tar, _still(path, Path(scratch)), name, hashes)
            else:
                _add(tar, path, name, hashes)
        content = json.dumps(told | {"files": hashes}, ensure_ascii=False, indent=1).encode()
        info = tarfile.TarInfo(CONTENTS)
        info.size = len(content)
        tar.addfile(info, io.BytesIO(content))
    return hashes


def _still(database: Path, scratch: Path) -> Path:
    """A copy of an SQLite file (Dagster's history) in which no transaction is under way."""
    copy = scratch / "still.db"
    copy.unlink(missing_ok=True)
    with sqlite3.connect(database) as source, sqlite3.connect(copy) as sink:
        source.backup(sink)
    source.close()
    sink.close()
    return copy


def _add(tar: tarfile.TarFile, path: Path, name: str, hashes: dict[str, str]) -> None:
    info = tar.gettarinfo(path, name)
    if info is None or not (info.isreg() or info.isdir() or info.issym() or info.islnk()):
        raise ScorelineError(f"{path}: expected a file, folder or link, found something else; take it out")
    if info.islnk():
        hashes[name] = hashes[info.linkname]
    if info.isreg():
        with path.open("rb") as file:
            hashing = Hashing(file)
            tar.addfile(info, cast("IO[bytes]", hashing))
        hashes[name] = hashing.digest.hexdigest()
    else:
        tar.addfile(info)


def read(archive: Path, into: Path | None) -> dict[str, Any]:
    """Read an archive to its end, every file against its SHA-256, and unpack it below `into` if one is given.

    Returns what `backup.json` says. Raises ScorelineError for an archive that is cut short, damaged or not
    one of ours.
    """
    hashes: dict[str, str] = {}
    told: dict[str, Any] | None = None
    try:
        with (
            archive.open("rb") as file,
            zstandard.ZstdDecompressor().stream_reader(file) as unpacked,
            tarfile.open(fileobj=unpacked, mode="r|") as tar,
        ):
            for member in tar:
                if member.name == CONTENTS:
                    told = json.loads(cast("IO[bytes]", tar.extractfile(member)).read())
                else:
                    _take(tar, member, into, hashes)
    except (zstandard.ZstdError, tarfile.TarError, EOFError, ValueError) as error:
        raise ScorelineError(f"{archive}: damaged or no backup of a home: {error}") from error
    if told is None:
        raise ScorelineError(f"{archive}: cut short, or no backup of a home: its last member is missing")
    wrong = sorted(
        name for name in told["files"].keys() | hashes.keys() if told["files"].get(name) != hashes.get(name)
    )
    if wrong:
        raise ScorelineError("\n  ".join([f"{archive}: not as it was written:", *wrong]))
    return told


def _take(tar: tarfile.TarFile, member: tarfile.TarInfo, into: Path | None, hashes: dict[str, str]) -> None:
    _refuse_outside(member)
    target = into / member.name if into else None
    if member.isreg():
        hashes[member.name] = _copy(cast("IO[bytes]", tar.extractfile(member)), target)
    elif member.islnk():
        hashes[member.name] = hashes[member.linkname]
    if target is None or into is None:
        return
    if member.isdir():
        target.mkdir()
    elif member.issym():
        target.symlink_to(member.linkname)
    elif member.islnk():
        target.hardlink_to(into / member.linkname)
    if member.isreg() or member.isdir():
        target.chmod(member.mode & 0o777 | (0o700 if member.isdir() else 0))


def _refuse_outside(member: tarfile.TarInfo) -> None:
    """A home holds files, folders, and links that stay within it."""
    for name in (member.name, member.linkname):
        if name.startswith("/") or ".." in Path(name).parts:
            raise tarfile.TarError(f"{member.name}: leads out of the home")
    if not (member.isreg() or member.isdir() or member.islnk() or member.issym()):
        raise tarfile.TarError(f"{member.name}: neither file, folder nor link")


def _copy(source: IO[bytes], target: Path | None) -> str:
    digest = hashlib.sha256()
    sink = target.open("wb") if target else None
    try:
        while content := source.read(CHUNK):
            digest.update(content)
            if sink:
                sink.write(content)
    finally:
        if sink:
            sink.close()
    return digest.hexdigest()
