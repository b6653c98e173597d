"""Open a closed month again: the next run lets in whatever came meanwhile."""

from __future__ import annotations

from dagster_project.closing import act
from dagster_project.closing.month import Month
from dagster_project.errors import UsageError
from dagster_project.home import Home
from dagster_project.ingest.original import sha256_of
from dagster_project.publication.inputs import CLOSED
from dagster_project.record import log


def reopen(home: Home, month: Month, why: str, by: str | None = None) -> None:
    """Move the frozen month to the archive and record why. The caller holds the home's lock.

    A month that the record closed is opened even if its folder is gone. Raises UsageError without a reason,
    or if the month is not closed.
    """
    if not why.strip():
        raise UsageError("--why is empty; say why the month is opened again, it is kept in the record")
    if month.is_closed(home):
        sha256: str | None = sha256_of(month.folder(home) / CLOSED)
    else:
        sha256 = _recorded(home, month)
    if sha256 is None:
        raise UsageError(f"{month.name} is not closed; there is nothing to open")
    log.append(home, act.REOPENING, by=by, why=why.strip(), month=month.name, sha256=sha256)
    act.settle(home)


def _recorded(home: Home, month: Month) -> str | None:
    """What the record closed the month with, if it did and nobody opened it since."""
    acts = [one for one in log.read(home, act.CLOSING, act.REOPENING) if one.facts["month"] == month.name]
    return str(acts[-1].facts["sha256"]) if acts and acts[-1].event == act.CLOSING else None
