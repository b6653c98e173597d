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

    Raises UsageError without a reason, or if the month is not closed.
    """
    if not why.strip():
        raise UsageError("--why is empty; say why the month is opened again, it is kept in the record")
    if not month.is_closed(home):
        raise UsageError(f"{month.name} is not closed; there is nothing to open")
    sha256 = sha256_of(month.folder(home) / CLOSED)
    log.append(home, act.REOPENING, by=by, why=why.strip(), month=month.name, sha256=sha256)
    act.settle(home)
