"""The original bytes of every landed file, kept under their SHA-256 for ever."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from pathlib import Path
from threading import get_ident

import zstandard

from dagster_project.errors import ScorelineError
from dagster_project.forgetting.overlay import read_overlay
from dagster_project.home import Home
from dagster_project.ingest.aside import ENDING, written_aside

CHUNK = 1 << 20
QUICK = zstandard.ZstdCompressionParameters.from_level(1, min_match=6, write_checksum=1, threads=1)
"""Exports repeat long texts: shorter matches cost a fifth of the time and save nothing."""


class FileChanged(Exception):
    """A landed file changed while it was being read; it waits for the next run."""


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's bytes, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sha256_of_bytes(content: bytes) -> str:
    """SHA-256 of bytes, in hex."""
    return hashlib.sha256(content).hexdigest()


def kept_path(home: Home, file_id: str) -> Path:
    """Where the bytes with that SHA-256 are kept."""
    return home.raw_files / f"{file_id}.zst"


def keep_new(home: Home, path: Path) -> str:
    """Keep the bytes of a landed file whose SHA-256 is not known yet, and return it: one pass over them."""
    passing = home.cache / f".{get_ident()}.new{ENDING}"
    try:
        file_id = _packed(path, passing)
        if not kept_path(home, file_id).exists():
            with written_aside(kept_path(home, file_id)) as aside:
                passing.replace(aside)
        return file_id
    finally:
        passing.unlink(missing_ok=True)


def keep(home: Home, path: Path, file_id: str) -> None:
    """Keep the bytes of a landed file; raises FileChanged when they are no longer those of `file_id`."""
    target = kept_path(home, file_id)
    if target.exists():
        return
    with written_aside(target) as aside:
        if _packed(path, aside) != file_id:
            raise FileChanged(str(path))


def forget(home: Home, file_id: str) -> None:
    """Take away bytes that no ledger line speaks of: those of a file that was still being written."""
    kept_path(home, file_id).unlink(missing_ok=True)


def drop_untold(home: Home, told: AbstractSet[str]) -> None:
    """Take away bytes that a cut-off run kept and no ledger line speaks of: they may not be whole."""
    for entry in os.scandir(home.raw_files):
        if entry.name.endswith(".zst") and entry.name.removesuffix(".zst") not in told:
            Path(entry).unlink()


def _packed(path: Path, target: Path) -> str:
    """Write the bytes compressed; their SHA-256. One more thread compresses while this one hashes."""
    digest = hashlib.sha256()
    with path.open("rb") as source, target.open("wb") as sink:
        compressor = zstandard.ZstdCompressor(compression_params=QUICK)
        with compressor.stream_writer(sink, closefd=False) as zst:
            while chunk := source.read(CHUNK):
                digest.update(chunk)
                zst.write(chunk)
    return digest.hexdigest()


@contextmanager
def reopened(home: Home, file_id: str) -> Iterator[Path]:
    """The kept bytes as a plain file for as long as the context lasts; raises ScorelineError if they are
    damaged.
    """
    kept = kept_path(home, file_id)
    plain = home.cache / f".{file_id}.{get_ident()}.bytes{ENDING}"
    digest = hashlib.sha256()
    told = read_overlay(home).get(kept.relative_to(home.root).as_posix(), {"sha256": file_id})
    if told.get("dropped"):
        raise ScorelineError(
            f"{kept}: the bytes were dropped when a customer in them was forgotten; only their rows are kept"
        )
    try:
        with kept.open("rb") as source, plain.open("wb") as sink:
            for chunk in zstandard.ZstdDecompressor().read_to_iter(source, read_size=CHUNK):
                digest.update(chunk)
                sink.write(chunk)
        if digest.hexdigest() != told["sha256"]:
            raise ScorelineError(
                f"{kept}: the kept bytes are not those of {file_id}; restore the file from a backup"
            )
        yield plain
    except FileNotFoundError as error:
        raise ScorelineError(f"{kept}: the kept bytes are gone; restore the file from a backup") from error
    except zstandard.ZstdError as error:
        raise ScorelineError(
            f"{kept}: the kept bytes are damaged ({error}); restore from a backup"
        ) from error
    finally:
        plain.unlink(missing_ok=True)
