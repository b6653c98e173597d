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

from dagster_project.forgetting.overlay import Overlay, read_overlay
from dagster_project.home import Home
from dagster_project.ingest.aside import written_aside
from dagster_project.ingest.ledger import Delivery, current_files
from dagster_project.ingest.original import kept_path, sha256_of

ORIGINAL, ROWS, REFUSED = "original", "rows", "refused lines"


@dataclass(frozen=True)
class Kept:
    """One thing that the raw store keeps of a delivery: one file, or the parts that share a hash.

    `sha256` is None for refused lines of ledgers that did not hold their hash yet. `bytes_gone`: the original
    bytes were dropped when somebody was forgotten.
    """

    kind: str
    paths: tuple[Path, ...]
    sha256: str | None
    delivery: str
    file_id: str
    bytes_gone: bool = False


def kept_of(home: Home, line: Delivery, overlay: Overlay) -> Iterator[Kept]:
    """What the ledger says is kept of a delivery, with the hashes that hold now."""
    name, file_id = line["name"], line["file_id"]
    original = kept_path(home, file_id)
    told = overlay.get(original.relative_to(home.root).as_posix(), {"sha256": file_id})
    gone = bool(told.get("dropped"))
    yield Kept(ORIGINAL, (original,), told["sha256"], name, file_id, gone)
    if line["rows_path"] is not None:
        paths = tuple(rows_files(home, line["rows_path"]))
        yield Kept(ROWS, paths, hash_now(overlay, line["rows_path"], line["rows_hash"]), name, file_id, gone)
    if line["refused_path"] is not None:
        sha256 = hash_now(overlay, line["refused_path"], line.get("refused_hash"))
        yield Kept(REFUSED, (home.root / line["refused_path"],), sha256, name, file_id, gone)


def hash_now(overlay: Overlay, path: str, told: str | None) -> str | None:
    """The hash of a path of the ledger: the overlay's, else what the ledger told."""
    return overlay[path]["sha256"] if path in overlay else told


def in_force(home: Home, ledger: Iterable[Delivery]) -> list[Kept]:
    """What is kept of the deliveries that hold now."""
    overlay = read_overlay(home)
    return [kept for line in current_files(ledger) for kept in kept_of(home, line, overlay)]


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
        stamps = ((_stamp(path), self._known.get(self._name(path))) for path in kept.paths)
        return all(now is not None and now == then for now, then in stamps)

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
