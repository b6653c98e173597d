"""Which publications a home holds and which one is current.

Reads nothing but small JSON files and imports no engine: a night on which nothing is new is decided here.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, cast

from dagster_project.errors import ScorelineError
from dagster_project.home import Home
from dagster_project.publication.facts import RunFacts

MANIFEST = "manifest.json"
ORIGINAL = "manifest.original.json"
MANIFESTS = (MANIFEST, ORIGINAL)
"""What holds the chain together: it outlives everything else of a version."""
CURRENT = "current"
DATABASE_FILE = "scoreline.duckdb"
FOLDER = re.compile(r"v(\d{6,})")


@dataclass(frozen=True)
class Manifest:
    """One publication's `manifest.json`: where it stands and the bytes it holds."""

    folder: Path
    raw: bytes

    @cached_property
    def content(self) -> dict[str, Any]:
        """The manifest as written."""
        return cast("dict[str, Any]", json.loads(self.raw))

    @property
    def version(self) -> int:
        """Number of the publication, from 1."""
        return int(self.content["version"])

    @property
    def as_of(self) -> date:
        """Last business day that the publication reports."""
        return date.fromisoformat(self.content["as_of"])

    @property
    def tables_hash(self) -> str:
        """Hex hash over the ordered rows of the tables that tell of the business."""
        return str(self.content["tables_hash"])

    @property
    def sha256(self) -> str:
        """Hex SHA-256 of the manifest's own bytes: what the next publication keeps of this one."""
        return hashlib.sha256(self.raw).hexdigest()

    @property
    def chained_sha256(self) -> str:
        """What the log and the next publication know this one by: the manifest as it was published.

        `forget` rewrites the manifest and leaves the original beside it.
        """
        original = self.folder / ORIGINAL
        return hashlib.sha256(original.read_bytes()).hexdigest() if original.exists() else self.sha256

    @property
    def tables(self) -> dict[str, dict[str, Any]]:
        """Per table: rows, hash, columns and files."""
        return cast("dict[str, dict[str, Any]]", self.content["tables"])

    def files(self) -> Iterator[dict[str, Any]]:
        """Every file of the publication but the manifest: path below the folder, bytes, sha256, ..."""
        for table in self.tables.values():
            yield from table["files"]
        yield self.content["database"]
        yield from self.content["policy"]
        yield from self.content["sql"]


def folder_name(version: int) -> str:
    """`v000012` for 12."""
    return f"v{version:06d}"


def read_manifest(folder: Path) -> Manifest:
    """The manifest of one publication folder.

    Raises ScorelineError if it is missing or is not a manifest.
    """
    path = folder / MANIFEST
    try:
        manifest = Manifest(folder, path.read_bytes())
        _ = manifest.version, manifest.tables
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ScorelineError(
            f"{path}: expected the manifest of a publication, found {type(error).__name__}: {error}; "
            "`scoreline versions --check` says what is wrong; restore the folder from a backup, or make an "
            "earlier version current with `scoreline rollback N`"
        ) from error
    return manifest


def folders(home: Home) -> dict[int, Path]:
    """The folders of publications by their version, oldest first; nothing is read."""
    return {int(path.name[1:]): path for path in _folders(home)}


def list_versions(home: Home) -> list[Manifest]:
    """Every publication that the home holds, oldest first."""
    return [read_manifest(path) for path in _folders(home)]


def newest(home: Home) -> Manifest | None:
    """The publication with the greatest number, current or not, or None before the first."""
    folders = _folders(home)
    return read_manifest(folders[-1]) if folders else None


def _folders(home: Home) -> list[Path]:
    """Folders of publications, oldest first."""
    if not home.published.is_dir():
        return []
    found = [
        (int(match[1]), path) for path in home.published.iterdir() if (match := FOLDER.fullmatch(path.name))
    ]
    return [path for _, path in sorted(found)]


def current(home: Home) -> Manifest | None:
    """The publication that readers see, or None before the first.

    Raises ScorelineError if `current` is not a link to a whole publication.
    """
    link = home.published / CURRENT
    if not link.is_symlink():
        if link.exists():
            raise ScorelineError(
                f"{link}: expected a link to a folder v000001, v000002, ...; found a file or folder"
            )
        return None
    return read_manifest(home.published / link.readlink())


def linked_version(home: Home) -> int | None:
    """The version that the link `current` names, whether or not it is there; None without such a link."""
    link = home.published / CURRENT
    match = FOLDER.fullmatch(link.readlink().as_posix()) if link.is_symlink() else None
    return int(match[1]) if match else None


def same_as_current(home: Home, facts: RunFacts) -> bool:
    """Whether a run with these facts could only publish what is current already."""
    manifest = current(home)
    return manifest is not None and made_from(manifest, facts)


def made_from(manifest: Manifest, facts: RunFacts) -> bool:
    """Whether the publication was made from the same input, policy and code, up to the same day."""
    told = manifest.content
    return bool(
        told["input_hash"] == facts.input_hash
        and told["policy_hash"] == facts.policy_hash
        and told["project_hash"] == facts.project_hash
        and told["as_of"] == facts.as_of.isoformat()
    )
