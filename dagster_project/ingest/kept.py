"""What the raw store keeps of each delivery, where, and with which hash; nothing heavy is imported.

Hashing everything takes as long as reading everything, so a run hashes what it is about to use and takes a
file for sound whose size and time of writing are those of the last time it was hashed (`Seen`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dagster_project.home import Home
from dagster_project.ingest.aside import written_aside
from dagster_project.ingest.ledger import Delivery, current_files
from dagster_project.ingest.original import kept_path, sha256_of

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


def kept_of(home: Home, line: Delivery) -> Iterator[Kept]:
    """What the ledger says is kept of a delivery."""
    yield Kept(ORIGINAL, (kept_path(home, line["file_id"]),), line["file_id"], line["name"])
    if line["rows_path"] is not None:
        yield Kept(ROWS, tuple(rows_files(home, line["rows_path"])), line["rows_hash"], line["name"])
    if line["refused_path"] is not None:
        path = home.root / line["refused_path"]
        yield Kept(REFUSED, (path,), line.get("refused_hash"), line["name"])


def in_force(home: Home, ledger: Iterable[Delivery]) -> list[Kept]:
    """What is kept of the deliveries that hold now."""
    return [kept for line in current_files(ledger) for kept in kept_of(home, line)]


def suspected(home: Home, ledger: Iterable[Delivery]) -> bool:
    """Whether anything in force is gone or was written to since it was last found sound; hashes nothing."""
    seen = Seen(home)
    return not all(seen.untouched(kept) for kept in in_force(home, ledger))


def rows_name(rows: Path, parts: int) -> Path:
    """What the ledger calls the rows of a file: one Parquet file, or a pattern for several."""
    return rows if parts == 1 else rows.with_suffix(f".*of{parts}.parquet")


def rows_files(home: Home, rows_path: str) -> list[Path]:
    """The Parquet files behind the ledger's name for them, those that are missing too."""
    path = home.root / rows_path
    before, several, rest = path.name.partition(".*of")
    if not several:
        return [path]
    parts = int(rest.removesuffix(".parquet"))
    return [path.with_name(f"{before}.{part}of{parts}.parquet") for part in range(1, parts + 1)]


def hash_of(files: list[Path]) -> str:
    """SHA-256 of a file, or over those of several."""
    if len(files) == 1:
        return sha256_of(files[0])
    return hashlib.sha256("".join(sha256_of(path) for path in files).encode()).hexdigest()


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
