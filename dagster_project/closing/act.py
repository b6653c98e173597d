"""The record of closing and reopening, which decides: what a killed command had recorded is finished later.

A month is frozen into `<home>/closed/.decided-<sha256>/`, then recorded, then renamed; a reopened one is
recorded, then moved to `<home>/closed/archive/<sha256>/`. The SHA-256 is that of its `closed.json`.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from dagster_project.home import Home
from dagster_project.ingest.original import sha256_of
from dagster_project.publication.aside import sync
from dagster_project.publication.inputs import CLOSED
from dagster_project.record import log

CLOSING, REOPENING = "closed", "reopened"
DECIDED, MAKING, ARCHIVE = ".decided-", ".making-", "archive"


def decided(home: Home, sha256: str) -> Path:
    """The folder of a month that is frozen but bears no name yet."""
    return home.closed / f"{DECIDED}{sha256}"


def archived(home: Home, sha256: str) -> Path:
    """The folder of a month that was reopened; `verify` of older versions reads it."""
    return home.closed / ARCHIVE / sha256


def settle(home: Home) -> list[str]:
    """Finish what the record says and a kill cut short, a sentence each; remove what was never recorded.

    The caller holds the home's lock.
    """
    if not home.closed.is_dir():
        return []
    last = {entry.facts["month"]: entry for entry in log.read(home, CLOSING, REOPENING)}
    told = []
    for month, entry in sorted(last.items()):
        finish = _close if entry.event == CLOSING else _reopen
        if finish(home, month, entry.facts["sha256"]):
            told.append(f"{month} was being {entry.event} when the command was killed; that is done now")
    for left in [*home.closed.glob(f"{MAKING}*"), *home.closed.glob(f"{DECIDED}*")]:
        shutil.rmtree(left)
    return told


def _close(home: Home, month: str, sha256: str) -> bool:
    """Give a frozen month its name, if it has none yet."""
    if not decided(home, sha256).is_dir():
        return False
    decided(home, sha256).rename(home.closed / month)
    sync(home.closed)
    return True


def _reopen(home: Home, month: str, sha256: str) -> bool:
    """Move a month to the archive, if it still stands."""
    folder = home.closed / month
    if not (folder / CLOSED).is_file() or sha256_of(folder / CLOSED) != sha256:
        return False
    archive = archived(home, sha256)
    archive.parent.mkdir(exist_ok=True)
    folder.rename(archive)
    sync(archive.parent)
    sync(home.closed)
    return True
