"""Landing folder to revisions: which lines bear a business key, and in which order they win.

The winner is the last of (updated_at, blank first; export time of its file; path; line). Files carry
no export time in their names here, so it is the file's modification time.
"""

import csv
import gzip
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.reference.policy import truth
from tests.reference.times import instant

KEYS = {
    "calls": ("call_id",),
    "customers": ("customer_id",),
    "contacts": ("contact_id",),
    "opportunities": ("opportunity_id",),
    "orders": ("order_id",),
    "receipts": ("receipt_id",),
    "activities": ("activity_id",),
    "complaints": ("complaint_id",),
    "surveys": ("survey_id",),
    "ratings": ("subject_id", "period", "dimension", "rater"),
    "attendance": ("rep_id", "date", "event"),
    "tasks": ("rep_id", "date", "kind"),
    "training": ("rep_id", "date", "course"),
    "roster": ("rep_id", "valid_from"),
    "leave": ("rep_id", "date", "kind"),
    "adjustments": ("adjustment_id",),
    "decisions": ("decision_id",),
}
NEVER_UPDATED = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Line:
    """One data line of a landed file; blank cells are left out of `values`."""

    path: str
    exported_at: int
    line_no: int
    values: dict[str, str]

    def get(self, column: str) -> str | None:
        return self.values.get(column)


def read_lines(landing: Path, entity: str) -> Iterator[Line]:
    """Every data line of every file of the entity."""
    for file in sorted((landing / entity).rglob("*")):
        if not file.is_file():
            continue
        opener = gzip.open if file.suffix == ".gz" else Path.open
        with opener(file, "rt", encoding="utf-8", newline="") as text:
            for line_no, record in enumerate(csv.DictReader(text), start=2):
                values = {name: value.strip() for name, value in record.items() if value and value.strip()}
                yield Line(file.relative_to(landing).as_posix(), file.stat().st_mtime_ns, line_no, values)


def refused(entity: str, line: Line, site_zone: ZoneInfo) -> bool:
    """Whether a call's line is quarantined: no such time, or a talk time that is no count of seconds."""
    if entity != "calls":
        return False
    try:
        instant(line.values["started_at"], site_zone)
    except ValueError:
        return True
    return not (line.get("talk_seconds") or "0").isdecimal()


def revisions(landing: Path, entity: str, site_zone: ZoneInfo) -> dict[tuple[str, ...], list[Line]]:
    """Business key -> its revisions in winning order, the winner last; equal repeats are one."""

    def winning_order(line: Line) -> tuple[datetime, int, str, int]:
        updated = line.get("updated_at")
        return (
            instant(updated, site_zone) if updated else NEVER_UPDATED,
            line.exported_at,
            line.path,
            line.line_no,
        )

    by_key: dict[tuple[str, ...], list[Line]] = defaultdict(list)
    accepted = (line for line in read_lines(landing, entity) if not refused(entity, line, site_zone))
    for line in sorted(accepted, key=winning_order):
        key = tuple(line.get(column) or "" for column in KEYS[entity])
        if not by_key[key] or by_key[key][-1].values != line.values:
            by_key[key].append(line)
    return by_key


def deleted(line: Line) -> bool:
    """Whether the line says that its record is no more."""
    return truth(line.get("is_deleted")) is True


def last_words(landing: Path, entity: str, site_zone: ZoneInfo) -> list[Line]:
    """The winning revision of each business key, deleted ones too."""
    return [lines[-1] for lines in revisions(landing, entity, site_zone).values()]


def winners(landing: Path, entity: str, site_zone: ZoneInfo) -> list[Line]:
    """The winning revision of each business key that is not deleted."""
    return [line for line in last_words(landing, entity, site_zone) if not deleted(line)]
