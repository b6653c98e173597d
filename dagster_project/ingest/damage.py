"""Files of the raw store held against their hashes: what is missing, and what is no longer what was kept.

The original bytes are named by their SHA-256; the hashes of the rows that were made of them stand in the
ledger. Hashing everything takes as long as reading everything, so a run hashes what it is about to use and
takes a file for sound whose size and time of writing are those of the last time it was hashed (`Seen`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import zstandard

from dagster_project.home import Home
from dagster_project.ingest.aside import written_aside
from dagster_project.ingest.ledger import Delivery
from dagster_project.ingest.original import CHUNK, kept_path
from dagster_project.ingest.take import hash_of, rows_files

ORIGINAL, ROWS, REFUSED = "original", "rows", "refused lines"


@dataclass(frozen=True)
class Kept:
    """One thing that the raw store keeps of a delivery: one file, or the parts that share a hash.

    `sha256` is None for refused lines of ledgers that did not hold their hash yet.
    """

    kind: str
    paths: tuple[Path, ...]
    sha256: str | None
    delivery: str


@dataclass(frozen=True)
class Damage:
    """What is wrong with it, in words that say which delivery it belongs to."""

    kept: Kept
    what: str

    def __str__(self) -> str:
        """`<file>: <what>; the original of delivery <name>`."""
        return f"{self.kept.paths[0]}: {self.what}; {self.kept.kind} of delivery {self.kept.delivery}"


def kept_of(home: Home, line: Delivery) -> Iterator[Kept]:
    """What the ledger says is kept of a delivery."""
    yield Kept(ORIGINAL, (kept_path(home, line["file_id"]),), line["file_id"], line["name"])
    if line["rows_path"] is not None:
        yield Kept(ROWS, tuple(rows_files(home, line["rows_path"])), line["rows_hash"], line["name"])
    if line["refused_path"] is not None:
        path = home.root / line["refused_path"]
        yield Kept(REFUSED, (path,), line.get("refused_hash"), line["name"])


def damage_of(kept: Kept) -> Damage | None:
    """Hash it; None if it is sound."""
    missing = [path for path in kept.paths if not path.is_file()]
    if missing:
        return Damage(kept, f"{', '.join(path.name for path in missing)} is gone")
    if kept.sha256 is None:
        return None
    try:
        found = _content_hash(kept.paths[0]) if kept.kind == ORIGINAL else hash_of(list(kept.paths))
    except zstandard.ZstdError as error:
        return Damage(kept, f"cannot be unpacked ({error})")
    return None if found == kept.sha256 else Damage(kept, f"expected SHA-256 {kept.sha256}, found {found}")


def _content_hash(path: Path) -> str:
    """SHA-256 of the bytes that were packed. Raises ZstdError; a file that ends early gives another hash."""
    digest = hashlib.sha256()
    with path.open("rb") as source:
        for chunk in zstandard.ZstdDecompressor().read_to_iter(source, read_size=CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


class Seen:
    """Sizes and times of writing of the files that were sound when they were last hashed, or newly written.

    Kept under `<home>/cache`; without it everything is hashed once.
    """

    def __init__(self, home: Home) -> None:
        self._home, self._path = home, home.cache / "sound.json"
        try:
            self._known: dict[str, list[int]] = json.loads(self._path.read_bytes())
        except (FileNotFoundError, ValueError):
            self._known = {}

    def untouched(self, kept: Kept) -> bool:
        """Whether nobody wrote to it since it was found sound."""
        return all(self._known.get(self._name(path)) == _stamp(path) for path in kept.paths)

    def save(self, sound: Iterable[Kept]) -> None:
        """Remember exactly these."""
        stamps = {self._name(path): _stamp(path) for kept in sound for path in kept.paths}
        if stamps != self._known:
            with written_aside(self._path) as aside:
                aside.write_text(json.dumps(stamps, sort_keys=True), encoding="utf-8")

    def _name(self, path: Path) -> str:
        return path.relative_to(self._home.root).as_posix()


def _stamp(path: Path) -> list[int] | None:
    """Size and time of writing; None where there is no file."""
    try:
        stat = path.stat()
    except FileNotFoundError:
        return None
    return [stat.st_size, stat.st_mtime_ns]
