"""Forgetting somebody writes the `closed.json` of closed months anew; the record follows it."""

from __future__ import annotations

from dagster_project.home import Home
from dagster_project.record import log

EVENT = "forgotten"


def hashes_since(home: Home, sha256: str) -> list[str]:
    """The hashes that the `closed.json` of this hash has borne since, oldest first; the last one holds."""
    known = [sha256]
    for entry in log.read(home, EVENT):
        rewritten = entry.facts.get("closed", {})
        if known[-1] in rewritten:
            known.append(rewritten[known[-1]])
    return known
