"""What a home holds that object storage is to hold: trees of files with their hashes.

A tree is a part of the home that tends to change as one (originals, rows of one entity, one publication).
It is kept as one JSON object, so that a night sends only the trees that it changed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from dagster_project.home import Home
from dagster_project.ingest.aside import ENDING, written_aside
from dagster_project.ingest.original import sha256_of, sha256_of_bytes
from dagster_project.object_store.bucket import WORKERS
from dagster_project.publication.versions import folders

KEPT = ("raw", "record", "closed", "keys", "forgotten", "exports", "appeals", "format.json")
"""Below the home: what may never be deleted, but for publications."""


@dataclass(frozen=True)
class Stored:
    """A file's bytes: SHA-256, size, and the rights it is to have."""

    sha256: str
    bytes: int
    mode: int


Tree = dict[str, Stored]
"""Files by their path below the home."""
Trees = dict[str, Tree]


def object_name(path: str, stored: Stored) -> str:
    """Where the bytes of a file lie below the address: folders and ending as in the home, named by hash.

    Files of a publication share one folder, so that versions refer to the same object.
    """
    place = Path(path)
    folder = "objects" if place.parts[0] == "published" else place.parent.as_posix()
    return f"{folder}/{stored.sha256}{place.suffix}".removeprefix("./")


def to_bytes(tree: Tree) -> bytes:
    """A tree as JSON, the same bytes for the same files."""
    told = {path: [one.sha256, one.bytes, one.mode] for path, one in sorted(tree.items())}
    return json.dumps({"format": 1, "files": told}, separators=(",", ":"), ensure_ascii=False).encode()


def from_bytes(content: bytes) -> Tree:
    """A tree from its JSON. Raises ValueError, KeyError or TypeError for anything else."""
    files = json.loads(content)["files"]
    for path in files:
        if Path(path).is_absolute() or ".." in Path(path).parts:
            raise ValueError(path)
    return {path: Stored(str(sha), int(size), int(mode)) for path, (sha, size, mode) in files.items()}


def tree_hash(tree: Tree) -> str:
    """SHA-256 of its JSON."""
    return sha256_of_bytes(to_bytes(tree))


def flat(trees: Trees) -> Tree:
    """Every file of some trees."""
    return {path: stored for tree in trees.values() for path, stored in tree.items()}


def objects(trees: Trees) -> set[str]:
    """The objects that some trees lead to."""
    return {object_name(path, stored) for path, stored in flat(trees).items()}


def same(one: Stored | None, other: Stored) -> bool:
    """Whether a file is there with the same bytes."""
    return one is not None and one.sha256 == other.sha256


def raw_files(home: Home) -> Iterator[tuple[str, Path]]:
    """Every file of what is kept for good, with the name of its tree."""
    for name in KEPT:
        for path in _files(home.root / name):
            parts = path.relative_to(home.root).parts
            yield (
                "/".join(parts[: min(3 if parts[:2] == ("raw", "rows") else 2, len(parts) - 1)]) or name,
                path,
            )


def published_files(home: Home) -> Iterator[tuple[str, Path]]:
    """Every file of every publication, with the name of its folder."""
    for folder in folders(home).values():
        for path in _files(folder):
            yield folder.name, path


def _files(place: Path) -> Iterator[Path]:
    if place.is_file():
        yield place
    elif place.is_dir():
        for path in sorted(place.rglob("*")):
            hidden = any(part.startswith(".") for part in path.relative_to(place).parts)
            if not hidden and not path.name.endswith(ENDING) and path.is_file() and not path.is_symlink():
                yield path


class Hashes:
    """SHA-256 of a home's files, remembered by size and time of writing under `<home>/cache`."""

    def __init__(self, home: Home, name: str) -> None:
        self._home, self._path = home, home.cache / f"object-hashes-{name}.json"
        try:
            self._known: dict[str, list[int | str]] = json.loads(self._path.read_bytes())
        except (FileNotFoundError, ValueError):
            self._known = {}

    def trees(self, walk: Callable[[Home], Iterable[tuple[str, Path]]]) -> Trees:
        """Every file that `walk` names, hashed if it was written to since."""
        found = [
            (name, path, path.relative_to(self._home.root).as_posix()) for name, path in walk(self._home)
        ]
        with ThreadPoolExecutor(WORKERS) as pool:
            stored = list(pool.map(lambda one: self._stored(one[1], one[2]), found))
        trees: Trees = {}
        known: dict[str, list[int | str]] = {}
        for (name, path, told), one in zip(found, stored, strict=True):
            trees.setdefault(name, {})[told] = one
            known[told] = [one.bytes, path.stat().st_mtime_ns, one.sha256]
        if known != self._known:
            self._known = known
            with written_aside(self._path) as aside:
                aside.write_text(json.dumps(known), encoding="utf-8")
        return trees

    def _stored(self, path: Path, told: str) -> Stored:
        stat = path.stat()
        remembered = self._known.get(told)
        if remembered is not None and remembered[:2] == [stat.st_size, stat.st_mtime_ns]:
            sha256 = cast("str", remembered[2])
        else:
            sha256 = sha256_of(path)
        return Stored(sha256, stat.st_size, stat.st_mode & 0o777)
