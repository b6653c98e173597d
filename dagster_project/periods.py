"""Periods as people write them: 2026-09-07, 2026-W37, 2026-09, 2026-Q3, 2026."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from dagster_project.errors import UsageError

FORMS = {
    "day": re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})"),
    "week": re.compile(r"([0-9]{4})-W([0-9]{2})"),
    "month": re.compile(r"([0-9]{4})-([0-9]{2})"),
    "quarter": re.compile(r"([0-9]{4})-Q([1-4])"),
    "year": re.compile(r"([0-9]{4})"),
}
EXPECTED = "a day (2026-09-07), ISO week (2026-W37), month (2026-09), quarter (2026-Q3) or year (2026)"
DECEMBER = 12


@dataclass(frozen=True)
class Period:
    """`text` as given, its grain, its first and last day."""

    text: str
    grain: str
    start: date
    end: date


def parse_period(text: str, option: str = "--period") -> Period:
    """Read one. Raises UsageError."""
    for grain, form in FORMS.items():
        if match := form.fullmatch(text):
            try:
                start, end = _bounds(grain, [int(part) for part in match.groups()])
            except ValueError as error:
                raise UsageError(f"{option}: {text!r}: {error}; expected {EXPECTED}") from None
            return Period(text, grain, start, end)
    raise UsageError(f"{option}: {text!r} is no period; expected {EXPECTED}")


def _bounds(grain: str, parts: list[int]) -> tuple[date, date]:
    year, *rest = parts
    if grain == "day":
        day = date(year, *rest)
        return day, day
    if grain == "week":
        monday = date.fromisocalendar(year, rest[0], 1)
        return monday, monday + timedelta(days=6)
    first, months = {"month": (rest, 1), "quarter": ([3 * n - 2 for n in rest], 3), "year": ([1], 12)}[grain]
    start = date(year, first[0], 1)
    last = first[0] + months - 1
    after = date(year + 1, 1, 1) if last == DECEMBER else date(year, last + 1, 1)
    return start, after - timedelta(days=1)


def period_name(grain: str, start: date) -> str:
    """How a period is written, from its first day."""
    if grain == "week":
        year, week, _ = start.isocalendar()
        return f"{year:04}-W{week:02}"
    names = {
        "day": start.isoformat(),
        "month": f"{start:%Y-%m}",
        "quarter": f"{start.year:04}-Q{(start.month + 2) // 3}",
        "year": f"{start.year:04}",
    }
    return names[grain]
