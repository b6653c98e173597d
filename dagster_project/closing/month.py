"""A calendar month, as commands and folders name it."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dagster_project.errors import UsageError
from dagster_project.home import Home
from dagster_project.publication.inputs import CLOSED, MONTH


@dataclass(frozen=True)
class Month:
    """`name` is YYYY-MM; both days are inclusive."""

    name: str
    first_day: date
    last_day: date

    def folder(self, home: Home) -> Path:
        """Where it stands while it is closed."""
        return home.closed / self.name

    def is_closed(self, home: Home) -> bool:
        """Whether it is closed now."""
        return (self.folder(home) / CLOSED).is_file()


def parse_month(text: str) -> Month:
    """A month from YYYY-MM. Raises UsageError."""
    try:
        first = date.fromisoformat(f"{text}-01") if MONTH.fullmatch(text) else None
    except ValueError:
        first = None
    if first is None:
        raise UsageError(f"{text!r} is not a month; expected YYYY-MM, 2026-10 say")
    return Month(text, first, first.replace(day=calendar.monthrange(first.year, first.month)[1]))
