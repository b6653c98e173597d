"""What is asked: a subject, a period of one grain, and how much of it is to be shown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from dagster_project.errors import UsageError

GRAINS = ("day", "week", "month", "quarter", "year")
FORMS = {
    "day": (r"(\d{4})-(\d{2})-(\d{2})", "2026-10-05"),
    "week": (r"(\d{4})-W(\d{2})", "2026-W45"),
    "month": (r"(\d{4})-(\d{2})", "2026-10"),
    "quarter": (r"(\d{4})-Q([1-4])", "2026-Q4"),
    "year": (r"(\d{4})", "2026"),
}
SUFFIXES = {"day": "daily", "week": "weekly", "month": "monthly", "quarter": "quarterly", "year": "yearly"}
KINDS = ("rep", "team", "manager", "site")


@dataclass(frozen=True)
class Period:
    """One day, ISO week, month, quarter or year; `end` is inclusive, `said` as it was asked for."""

    grain: str
    start: date
    end: date
    said: str

    @property
    def suffix(self) -> str:
        """The grain in the names of tables: kpi_daily, score_weekly, ..."""
        return SUFFIXES[self.grain]

    def __str__(self) -> str:
        """`month 2026-10`."""
        return f"{self.grain} {self.said}"


@dataclass(frozen=True)
class Question:
    """One subject's period under one scheme; `kpi` narrows it, `events` bounds what is followed to its line
    (per KPI; 0 means all).
    """

    kind: str
    subject: str
    period: Period
    scheme: str
    kpi: str | None = None
    events: int = 0
    excluded: bool = False
    reveal: bool = False

    @property
    def values(self) -> dict[str, str | date]:
        """The question's values by the names that queries use."""
        return {
            "kind": self.kind,
            "subject": self.subject,
            "scheme": self.scheme,
            "grain": self.period.grain,
            "start": self.period.start,
            "end": self.period.end,
        }


def asked_period(given: Mapping[str, str | None]) -> Period:
    """The one period that was named. Raises UsageError for none, several, or one that is no period."""
    named = [(grain, text) for grain, text in given.items() if text is not None]
    if len(named) != 1:
        options = ", ".join(f"--{grain} {FORMS[grain][1]}" for grain in GRAINS)
        found = " and ".join(f"--{grain}" for grain, _ in named) or "none"
        raise UsageError(f"expected one period out of {options}; found {found}")
    return period(*named[0])


def period(grain: str, text: str) -> Period:
    """A period by its grain and its usual spelling. Raises UsageError."""
    form, example = FORMS[grain]
    match = re.fullmatch(form, text.strip())
    if match is None:
        raise UsageError(f"--{grain}: {text!r} is no {grain}; expected {example}, say")
    parts = [int(part) for part in match.groups()]
    try:
        start = _start(grain, parts)
    except ValueError as error:
        raise UsageError(f"--{grain}: {text!r} is no {grain}: {error}") from None
    return Period(grain, start, end_of(grain, start), text.strip())


def period_of(grain: str, start: date) -> Period:
    """The period that begins on a day."""
    year, week, _ = start.isocalendar()
    said = {
        "day": start.isoformat(),
        "week": f"{year}-W{week:02}",
        "month": f"{start:%Y-%m}",
        "quarter": f"{start.year}-Q{(start.month + 2) // 3}",
        "year": str(start.year),
    }
    return Period(grain, start, end_of(grain, start), said[grain])


def start_of(grain: str, day: date) -> date:
    """First day of the period that a day lies in."""
    if grain == "day":
        return day
    if grain == "week":
        return day - timedelta(days=day.weekday())
    months = {"month": day.month, "quarter": (day.month - 1) // 3 * 3 + 1, "year": 1}
    return date(day.year, months[grain], 1)


def end_of(grain: str, start: date) -> date:
    """Last day of the period that begins on a day."""
    if grain in {"day", "week"}:
        return start + timedelta(days=0 if grain == "day" else 6)
    months = {"month": 1, "quarter": 3, "year": 12}[grain]
    past = start.month - 1 + months
    return date(start.year + past // 12, past % 12 + 1, 1) - timedelta(days=1)


def _start(grain: str, parts: list[int]) -> date:
    if grain == "week":
        return date.fromisocalendar(parts[0], parts[1], 1)
    if grain == "quarter":
        return date(parts[0], 3 * parts[1] - 2, 1)
    return date(*[*parts, 1, 1][:3])
