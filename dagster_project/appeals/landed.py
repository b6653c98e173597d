"""Adjustments of approved appeals that no run has read: whether their files lie where a run looks."""

from __future__ import annotations

from pathlib import Path

from dagster_project.appeals.register import APPROVED, Appeal, read_appeals
from dagster_project.home import Home
from dagster_project.ingest.aside import written_aside
from dagster_project.ingest.ledger import read_ledger


def find_missing(home: Home, landing: Path | None = None) -> list[tuple[Appeal, Path]]:
    """Approved appeals whose file was neither read nor lies in its landing folder, and where it should lie.

    `landing` is the folder that a run reads, which may be another than at the time of the decision: a home
    that was restored elsewhere leaves its landing folder behind.
    """
    approved = [appeal for appeal in read_appeals(home) if appeal.status == APPROVED]
    delivered = {told["name"] for told in read_ledger(home)} if approved else set()
    wanted = [
        (appeal, (landing or appeal.landing) / appeal.file)
        for appeal in approved
        if appeal.landing is not None and appeal.file is not None and appeal.file not in delivered
    ]
    return [(appeal, path) for appeal, path in wanted if not path.exists()]


def write_missing(home: Home, landing: Path | None = None) -> list[Path]:
    """Write the files that `find_missing` finds, as they were approved; their paths."""
    written = []
    for appeal, path in find_missing(home, landing):
        with written_aside(path) as aside:
            aside.write_text(str(appeal.adjustment), encoding="utf-8")
        written.append(path)
    return written


def restore_approved(home: Home, landing: Path) -> list[str]:
    """Write what was lost between approval and run, a sentence each; where that fails, the run goes on."""
    try:
        written = write_missing(home, landing)
    except OSError as error:
        return [f"the adjustment of an approved appeal is missing and cannot be written: {error}"]
    return [f"{path}: the adjustment of an approved appeal was missing; written again" for path in written]
