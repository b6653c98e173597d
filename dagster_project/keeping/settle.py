"""Finish what a killed process had decided: the log says it, the folder does not show it yet.

The caller holds the home's lock. Everything here can be cut off and done again.
"""

from __future__ import annotations

from pathlib import Path

from dagster_project.home import Home
from dagster_project.keeping.state import EVERYTHING, Told, told
from dagster_project.publication.aside import MAKING, point, sha256_of, sync
from dagster_project.publication.versions import (
    DATABASE_FILE,
    MANIFEST,
    MANIFESTS,
    folder_name,
    linked_version,
)


def settle(home: Home) -> list[str]:
    """Bring the publications to what the log says; a sentence for each thing that had to be done."""
    said = told(home)
    return [*_name(home, said), *_lead(home, said), *remove_pruned(home, said)]


def _name(home: Home, said: Told) -> list[str]:
    """Give a publication whose run died between its line in the log and its name that name."""
    waiting = {
        one.manifest: one for one in said.published.values() if not _folder(home, one.version).exists()
    }
    done = []
    for making in sorted(home.published.glob(f"{MAKING}*/{MANIFEST}")) if waiting else []:
        recorded = waiting.get(sha256_of(making))
        if recorded is not None:
            making.parent.rename(_folder(home, recorded.version))
            sync(home.published)
            done.append(f"version {recorded.version}: its run was cut off at the last step; finished now")
    return done


def _lead(home: Home, said: Told) -> list[str]:
    """Move `current` to the version that the log names, if that version is there."""
    linked = linked_version(home)
    if said.current is None or linked == said.current:
        return []
    if not (_folder(home, said.current) / MANIFEST).is_file():
        return []
    point(home.published, said.current)
    found = "nowhere" if linked is None else f"to version {linked}"
    return [
        f"`current` led {found}, line {said.current_line} of the log says version {said.current}: moved there"
    ]


def remove_pruned(home: Home, said: Told) -> list[str]:
    """Remove the files of versions that the log calls pruned; sentences for those that still had some."""
    done = []
    for version, removed in sorted(said.pruned.items()):
        folder = _folder(home, version)
        left = [folder / DATABASE_FILE] if removed != EVERYTHING else sorted(folder.rglob("*"), reverse=True)
        left = [path for path in left if path.name not in MANIFESTS and path.exists()]
        for path in left:
            if path.is_dir():
                path.rmdir()
            else:
                path.unlink()
        if left:
            sync(folder)
            done.append(f"version {version}: removed what was pruned ({len(left)} files and folders)")
    return done


def _folder(home: Home, version: int) -> Path:
    return home.published / folder_name(version)
