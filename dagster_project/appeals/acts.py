"""Opening and deciding an appeal. The caller holds the home's lock."""

from __future__ import annotations

import csv
import io
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

from dagster_project.appeals.landed import write_missing
from dagster_project.appeals.register import (
    DECIDED,
    OPEN,
    OPENED,
    Appeal,
    find_appeal,
    read_appeals,
)
from dagster_project.appeals.rules import check_delta, disputed, refuse_own
from dagster_project.errors import ScorelineError, UsageError
from dagster_project.home import Home
from dagster_project.periods import parse_period
from dagster_project.publication.versions import Manifest, current
from dagster_project.record.log import append

COLUMNS = (
    "adjustment_id", "subject_id", "period", "scheme_id", "kpi_id", "delta", "reason", "approved_by",
    "approved_at",
)  # fmt: skip
LONGEST = 2000


def open_appeal(
    home: Home, subject: str, period: str, scheme: str | None, kpi: str, claim: str, by: str
) -> Appeal:
    """Register a dispute of a published number. Raises UsageError for what the publication does not know."""
    asked = parse_period(period)
    number = disputed(_published(home), subject, asked, scheme, kpi)
    appeal_id = f"appeal-{len(read_appeals(home)) + 1:06}"
    append(
        home,
        OPENED,
        by=_person(by, "--by"),
        appeal=appeal_id,
        subject_kind=number.subject_kind,
        subject_id=number.subject_id,
        period=asked.text,
        scheme_id=number.scheme_id,
        kpi_id=number.kpi_id,
        claim=_text(claim, "--claim"),
    )
    return find_appeal(home, appeal_id)


def reject(home: Home, appeal_id: str, by: str, why: str) -> Appeal:
    """Decide against an appeal."""
    appeal = _open_one(home, appeal_id)
    append(
        home,
        DECIDED,
        by=_person(by, "--by"),
        why=_text(why, "--why"),
        appeal=appeal.appeal_id,
        approved=False,
    )
    return find_appeal(home, appeal.appeal_id)


def approve(home: Home, appeal_id: str, delta: str, by: str, why: str, landing: Path) -> Appeal:
    """Decide for an appeal and put its adjustment into the landing folder.

    The record comes first; a file that a kill kept from being written is written by the next decision or run.
    Raises UsageError, and ScorelineError if a file of that name lies there already.
    """
    appeal = _open_one(home, appeal_id)
    asked = parse_period(appeal.period)
    person, reason = _person(by, "--by"), _text(why, "--why")
    amount = check_delta(delta, appeal.kpi_id)
    refuse_own(_published(home), appeal, asked, person)
    file = f"adjustments/{appeal.appeal_id}.csv"
    if (landing / file).exists():
        raise ScorelineError(f"{landing / file}: exists already and is not overwritten; move it away first")
    now = datetime.now(UTC).replace(microsecond=0).isoformat()
    row = [
        appeal.appeal_id, appeal.subject_id, appeal.period, appeal.scheme_id, appeal.kpi_id, f"{amount:f}",
        f"{appeal.appeal_id}: {reason}", person, now,
    ]  # fmt: skip
    append(
        home,
        DECIDED,
        by=person,
        why=reason,
        appeal=appeal.appeal_id,
        approved=True,
        delta=f"{amount:f}",
        landing=str(landing),
        file=file,
        adjustment=_csv(row),
    )
    write_missing(home)
    return find_appeal(home, appeal.appeal_id)


def _csv(row: list[str]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([COLUMNS, row])
    return text.getvalue()


def _published(home: Home) -> Manifest:
    manifest = current(home)
    if manifest is None:
        raise UsageError(
            f"nothing has been published in {home.root} yet; there is no number to appeal against"
        )
    return manifest


def _open_one(home: Home, appeal_id: str) -> Appeal:
    write_missing(home)
    appeal = find_appeal(home, appeal_id)
    if appeal.status != OPEN:
        raise UsageError(
            f"{appeal.appeal_id} was {appeal.status} by {appeal.decided_by} at {appeal.decided_at}; a "
            "decision stands, open another appeal to dispute it"
        )
    return appeal


def _person(text: str, option: str) -> str:
    """A name, which ends up in tables and files: one line, and nothing that a spreadsheet would run."""
    name = _text(text, option)
    if not (name[0].isalnum()):
        raise UsageError(f"{option}: {text!r}: expected a name that begins with a letter or digit")
    return name


def _text(text: str, option: str) -> str:
    """Free text on one line."""
    line = " ".join(text.split())
    if not line:
        raise UsageError(f"{option} is empty; it is kept with the numbers, say it in a few words")
    if len(line) > LONGEST:
        raise UsageError(f"{option} has {len(line)} characters; expected at most {LONGEST}")
    if any(unicodedata.category(character) in ("Cc", "Cf", "Co", "Cs") for character in line):
        raise UsageError(f"{option} holds characters that cannot be seen; expected plain text")
    return line
