"""Lead readers back to an earlier version."""

from __future__ import annotations

from dataclasses import dataclass

from dagster_project.errors import ScorelineError, UsageError
from dagster_project.home import Home
from dagster_project.keeping.state import require_whole, told
from dagster_project.publication.aside import point
from dagster_project.publication.verify import verify_files
from dagster_project.publication.versions import Manifest, current, folder_name, folders, read_manifest
from dagster_project.record.log import append


@dataclass(frozen=True)
class RolledBack:
    """Where readers were, and where they are now."""

    before: Manifest
    now: Manifest


def roll_back(home: Home, version: int, why: str | None, by: str | None = None) -> RolledBack:
    """Make another version current, after looking at every byte of it. The caller holds the home's lock.

    Raises UsageError if there is no such version or it is current already, ScorelineError if it is not as
    it was published, or was pruned; `current` is then what it was before.
    """
    before = current(home)
    there = folders(home)
    if before is None:
        raise UsageError(f"nothing has been published in {home.root} yet; `scoreline run` publishes")
    if version not in there:
        listed = ", ".join(map(str, there))
        raise UsageError(f"version {version}: no such version in {home.root}; there are {listed}")
    if version == before.version:
        raise UsageError(f"version {version} is the current one already")
    now = read_manifest(there[version])
    recorded = told(home).published.get(version)
    require_whole(home, now, f"rollback {version}", database=True)
    problems = verify_files(now.folder)
    if recorded is None or recorded.manifest != now.chained_sha256:
        problems.append("manifest.json: not the one that the log tells of")
    if problems:
        raise ScorelineError(
            "\n  ".join(
                [f"{folder_name(version)} is not as it was published, nothing was changed:", *problems]
            )
        )
    facts = {"from": before.version, "to": version}
    append(home, "rolled_back", by=by, why=why, **facts)
    point(home.published, version)
    return RolledBack(before, now)
