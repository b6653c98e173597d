"""Format 1 to 2: the publications enter the record log.

Homes of format 1 had no log. Their manifests lack newer fields and stay as they are, for their hashes are
part of the chain; whoever reads them does without. From here on the log vouches for what was found, so what
is already out of order is named, and stays named by `scoreline versions --check`.
"""

from __future__ import annotations

from typing import Any

from dagster_project.home import Home
from dagster_project.keeping.state import told
from dagster_project.publication.versions import Manifest, linked_version, list_versions
from dagster_project.record.log import append, read


def step(home: Home) -> list[str]:
    """Record each publication that the log does not have, then where `current` leads."""
    found = list_versions(home)
    problems = _broken_links(found)
    current = linked_version(home)
    recorded = told(home).published
    for manifest in found:
        if manifest.version not in recorded:
            append(
                home,
                "published",
                why="found by the upgrade to format 2",
                version=manifest.version,
                manifest=manifest.sha256,
                tables_hash=manifest.tables_hash,
                as_of=manifest.as_of.isoformat(),
            )
    if not read(home, "upgraded"):
        facts: dict[str, Any] = {"from": 1, "to": 2, "current": current, "problems": problems}
        append(home, "upgraded", **facts)
    return [f"{len(found)} publications were entered into the record log", *problems]


def _broken_links(found: list[Manifest]) -> list[str]:
    """Manifests whose hash is not the one that a later publication kept of them."""
    hashes = {manifest.version: manifest.sha256 for manifest in found}
    problems = []
    for manifest in found:
        before = manifest.content.get("previous")
        if before and hashes.get(before["version"], before["sha256"]) != before["sha256"]:
            problems.append(
                f"version {before['version']}: its manifest is not the one that version {manifest.version} "
                "was made from"
            )
    return problems
