"""The days of a generated span, and which of them are worked in China."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import chinese_calendar

FRIDAY = 4


def is_working_day(day: date) -> bool:
    """China's official calendar; Monday to Friday in years that the library does not know."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() <= FRIDAY


@dataclass(frozen=True)
class Span:
    """Consecutive calendar days, both ends included."""

    first: date
    last: date

    @cached_property
    def working_days(self) -> list[date]:
        """The worked days in order."""
        count = (self.last - self.first).days + 1
        days = (self.first + timedelta(n) for n in range(count))
        return [day for day in days if is_working_day(day)]

    def month(self, day: date) -> int:
        """Months since the first day's month, 0 for that month itself."""
        return (day.year - self.first.year) * 12 + day.month - self.first.month

    @property
    def months(self) -> int:
        """How many calendar months the span touches."""
        return self.month(self.last) + 1
