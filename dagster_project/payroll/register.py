"""The register of exports: `<home>/exports/YYYY-MM/NNN/`, each with its line in the record."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dagster_project.errors import ScorelineError
from dagster_project.home import Home
from dagster_project.publication.aside import seal, sha256_of, sync
from dagster_project.record.log import append, read

EVENT = "exported"
MANIFEST = "export.json"


@dataclass(frozen=True)
class Export:
    """One export of a month: its number (from 1), the version it shows and the hash of its `export.json`."""

    month: str
    number: int
    version: int
    sha256: str
    folder: Path


def place(home: Home, month: str, number: int) -> Path:
    """Where an export is kept."""
    return home.root / "exports" / month / f"{number:03}"


def exports_of(home: Home, month: str) -> list[Export]:
    """The exports of a month, oldest first."""
    return [
        Export(month, told["number"], told["version"], told["sha256"], place(home, month, told["number"]))
        for told in (entry.facts for entry in read(home, EVENT))
        if told["month"] == month
    ]


def check(export: Export) -> None:
    """Raise ScorelineError unless every file of an export is the one that was handed over."""
    path = export.folder / MANIFEST
    if not path.is_file() or sha256_of(path) != export.sha256:
        raise ScorelineError(f"{path}: missing or edited since it was exported; restore it from a backup")
    for entry in json.loads(path.read_bytes())["files"]:
        file = export.folder / entry["path"]
        if not file.is_file() or sha256_of(file) != entry["sha256"]:
            raise ScorelineError(f"{file}: missing or edited since it was exported; restore it from a backup")


def begin(home: Home, month: str, number: int) -> Path:
    """An empty folder for the next export; what a killed one left is removed."""
    folder = place(home, month, number)
    if folder.exists():  # no line in the record: never handed over
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    return folder


def seal_all(folder: Path, told: Mapping[str, Any]) -> str:
    """Seal the files and write `export.json`; its SHA-256."""
    names = sorted(path.name for path in folder.iterdir())
    content = {**told, "files": [seal(folder, name) for name in names]}
    (folder / MANIFEST).write_text(
        json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8"
    )
    sha256 = str(seal(folder, MANIFEST)["sha256"])
    sync(folder)
    sync(folder.parent)
    return sha256


def enter(home: Home, folder: Path, told: Mapping[str, Any], sha256: str, by: str | None) -> Export:
    """Enter the export into the record: from then on corrections are told against it."""
    append(
        home, EVENT, by=by, month=told["month"], number=told["number"], version=told["version"], sha256=sha256
    )
    return Export(told["month"], told["number"], told["version"], sha256, folder)
