"""The register of appeals: it is the record log, read as appeals."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from dagster_project.errors import UsageError, nearest
from dagster_project.home import Home
from dagster_project.record.log import Entry, read

OPENED, DECIDED = "appeal_opened", "appeal_decided"
OPEN, APPROVED, REJECTED = "open", "approved", "rejected"


@dataclass(frozen=True)
class Appeal:
    """One dispute. `kpi_id` is a KPI or `score`; times are UTC, as the log has them.

    `file` and `adjustment` (the file's text) are there once it was approved: the path below the folder
    `landing` in which it was put.
    """

    appeal_id: str
    subject_kind: str
    subject_id: str
    period: str
    scheme_id: str
    kpi_id: str
    claim: str
    opened_by: str
    opened_at: str
    status: str = OPEN
    delta: Decimal | None = None
    decided_by: str | None = None
    decided_at: str | None = None
    why: str | None = None
    landing: Path | None = None
    file: str | None = None
    adjustment: str | None = None


def read_appeals(home: Home) -> list[Appeal]:
    """Every appeal, oldest first. Raises ScorelineError for a log that was tampered with."""
    appeals: dict[str, Appeal] = {}
    for entry in read(home, OPENED, DECIDED):
        told = entry.facts
        if entry.event == OPENED:
            appeals[told["appeal"]] = Appeal(
                told["appeal"],
                told["subject_kind"],
                told["subject_id"],
                told["period"],
                told["scheme_id"],
                told["kpi_id"],
                told["claim"],
                entry.by,
                entry.at,
            )
        else:
            appeals[told["appeal"]] = _decided(appeals[told["appeal"]], entry)
    return list(appeals.values())


def _decided(appeal: Appeal, entry: Entry) -> Appeal:
    told = entry.facts
    decided = replace(appeal, decided_by=entry.by, decided_at=entry.at, why=entry.why)
    if not told["approved"]:
        return replace(decided, status=REJECTED)
    return replace(
        decided,
        status=APPROVED,
        delta=Decimal(told["delta"]),
        landing=Path(told["landing"]),
        file=told["file"],
        adjustment=told["adjustment"],
    )


def find_appeal(home: Home, appeal_id: str) -> Appeal:
    """One appeal by its id, or by its number alone. Raises UsageError."""
    appeals = {appeal.appeal_id: appeal for appeal in read_appeals(home)}
    wanted = f"appeal-{int(appeal_id):06}" if appeal_id.isascii() and appeal_id.isdigit() else appeal_id
    if wanted not in appeals:
        hint = nearest(wanted, appeals) if appeals else "; none was ever opened"
        raise UsageError(f"{appeal_id}: no such appeal{hint}; `scoreline appeal list` shows them")
    return appeals[wanted]
