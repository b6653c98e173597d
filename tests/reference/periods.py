"""Days, ISO weeks (Monday to Sunday), months, quarters, years."""

from collections.abc import Iterator
from datetime import date, timedelta

GRAINS = ("day", "week", "month", "quarter", "year")
ONE_DAY = timedelta(days=1)


def length_rank(grain: str) -> int:
    """0 for a day up to 4 for a year: which of two grains is the longer."""
    return GRAINS.index(grain)


def period_start(grain: str, day: date) -> date:
    """First day of the period of this grain that holds `day`."""
    if grain == "day":
        return day
    if grain == "week":
        return day - timedelta(days=day.weekday())
    if grain == "month":
        return day.replace(day=1)
    if grain == "quarter":
        return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    if grain == "year":
        return date(day.year, 1, 1)
    raise ValueError(f"no such grain: {grain!r}")


def period_end(grain: str, day: date) -> date:
    """Last calendar day of the period of this grain that holds `day`."""
    if grain == "day":
        return day
    if grain == "week":
        return period_start("week", day) + timedelta(days=6)
    months = {"month": 1, "quarter": 3, "year": 12}[grain]
    start = period_start(grain, day)
    month_index = start.month - 1 + months
    return date(start.year + month_index // 12, month_index % 12 + 1, 1) - ONE_DAY


def days_between(first: date, last: date) -> Iterator[date]:
    """Every day from first to last, both included."""
    day = first
    while day <= last:
        yield day
        day += ONE_DAY
