"""Remove what retention no longer keeps: recorded first, deleted then, so that absence is explained."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from dagster_project.errors import ScorelineError
from dagster_project.home import Home
from dagster_project.keeping.retention import Decision, Publication, decide
from dagster_project.keeping.settle import remove_pruned
from dagster_project.keeping.state import EVERYTHING, told
from dagster_project.publication.versions import (
    DATABASE_FILE,
    MANIFESTS,
    current,
    folder_name,
    folders,
    list_versions,
    read_manifest,
)
from dagster_project.record.log import append, read


@dataclass(frozen=True)
class Plan:
    """Every version with what becomes of it, and how many bytes the disk gets back."""

    decisions: list[Decision]
    bytes: int

    @property
    def removals(self) -> list[Decision]:
        """The versions that lose something."""
        return [one for one in self.decisions if one.remove]


def plan(home: Home, nights: int, database_nights: int) -> Plan:
    """What `prune` would do now."""
    pruned = told(home).pruned
    found = [Publication(one.version, one.as_of, pruned.get(one.version)) for one in list_versions(home)]
    decisions = decide(found, nights, database_nights, _readers(home), _accounts(home))
    return Plan(decisions, _freed(home, decisions))


def prune(home: Home, agreed: Plan, nights: int, database_nights: int, by: str | None = None) -> None:
    """Do what was agreed. The caller holds the home's lock.

    Raises ScorelineError if it is no longer what would be done: a run published meanwhile.
    """
    if plan(home, nights, database_nights).decisions != agreed.decisions:
        raise ScorelineError("the publications changed meanwhile, nothing was deleted; look again")
    if agreed.removals:
        append(
            home,
            "pruned",
            by=by,
            versions=[
                {
                    "version": one.version,
                    "manifest": read_manifest(folders(home)[one.version]).chained_sha256,
                    "removed": one.remove,
                }
                for one in agreed.removals
            ],
            retention_nights=nights,
            retention_database_nights=database_nights,
        )
    remove_pruned(home, told(home))


def _readers(home: Home) -> dict[int, str]:
    """The current version, the one it was made from and the newest: the next is made from these."""
    now = current(home)
    if now is None:
        return {}
    before = now.content.get("previous")
    newest = max(folders(home))
    kept = {newest: "the newest"}
    if before:
        kept[before["version"]] = f"version {now.version} was made from it"
    return kept | {now.version: "the current one"}


def _accounts(home: Home) -> dict[int, str]:
    """Versions that a closed month was frozen from, or that were exported for payroll."""
    kept = {}
    for entry in read(home, "exported"):
        if "version" in entry.facts:
            kept[int(entry.facts["version"])] = f"exported ({entry.facts.get('month', entry.at)})"
    for path in sorted(home.closed.glob("*/closed.json")) + sorted(home.closed.glob("archive/*/closed.json")):
        closed = json.loads(path.read_bytes())
        kept[int(closed["version"])] = f"{closed['month']} was closed from it"
    return kept


def _freed(home: Home, decisions: list[Decision]) -> int:
    """Bytes that no publication holds any more; a file that another one links to is not freed."""
    links: Counter[tuple[int, int]] = Counter()
    sizes: dict[tuple[int, int], tuple[int, int]] = {}
    for one in decisions:
        for path in _files(home.published / folder_name(one.version), one.remove):
            stat = path.stat()
            links[stat.st_dev, stat.st_ino] += 1
            sizes[stat.st_dev, stat.st_ino] = stat.st_nlink, stat.st_size
    return sum(size for key, (held, size) in sizes.items() if links[key] >= held)


def _files(folder: Path, remove: str | None) -> list[Path]:
    if remove == EVERYTHING:
        return [path for path in folder.rglob("*") if path.is_file() and path.name not in MANIFESTS]
    return [path for path in [folder / DATABASE_FILE] if remove and path.is_file()]
