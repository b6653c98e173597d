"""Customers who asked not to be called, from when to when."""

from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.reference.exports import Line, revisions
from tests.reference.identity import Directory
from tests.reference.policy import truth
from tests.reference.times import instant

Spans = list[tuple[datetime, datetime | None]]


def do_not_call(landing: Path, directory: Directory, zone: ZoneInfo) -> dict[str, Spans]:
    """By customer after merges: from the revision that first bore the mark to the first later without it.

    A revision is as old as it says, without a word the export that brought it.
    """
    found: dict[str, Spans] = defaultdict(list)
    for (customer,), history in revisions(landing, "customers", zone).items():
        since: datetime | None = None
        for line in history:
            is_marked = truth(line.get("do_not_call")) is True
            if is_marked and since is None:
                since = _known_at(line, zone)
            elif since is not None and not is_marked:
                found[directory.merged(customer)].append((since, _known_at(line, zone)))
                since = None
        if since is not None:
            found[directory.merged(customer)].append((since, None))
    return found


def _known_at(line: Line, zone: ZoneInfo) -> datetime:
    updated = line.get("updated_at")
    return instant(updated, zone) if updated else datetime.fromtimestamp(line.exported_at / 10**9, UTC)
