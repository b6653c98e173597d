"""Whom a scheme pays: the days on which the roster names it, and the months and weeks of them."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from tests.reference.people import RepDay
from tests.reference.periods import period_end, period_start


class Staff:
    """Everybody's days under each scheme, up to the as-of day."""

    def __init__(self, rep_days: list[RepDay]) -> None:
        self.day: dict[tuple[str, str, date], RepDay] = {
            (scheme, one.rep, one.day): one for one in rep_days for scheme in one.schemes
        }
        self.found: dict[tuple[str, str], list[tuple[date, RepDay]]] = {}

    def days(self, scheme: str) -> Iterator[RepDay]:
        """Every day of the scheme's people."""
        return (one for (name, _, _), one in self.day.items() if name == scheme)

    def periods(self, scheme: str, grain: str) -> list[tuple[date, RepDay]]:
        """First day of each period of each person, and the person as on the last covered day of it."""
        if (scheme, grain) not in self.found:
            last: dict[tuple[str, date], RepDay] = {}
            for one in self.days(scheme):
                key = (one.rep, period_start(grain, one.day))
                if key not in last or last[key].day < one.day:
                    last[key] = one
            self.found[scheme, grain] = [(start, one) for (_, start), one in sorted(last.items())]
        return self.found[scheme, grain]

    def in_month(self, scheme: str, rep: str, month: date) -> RepDay | None:
        """The person as on the last covered day of a month."""
        there = [one for start, one in self.periods(scheme, "month") if start == month and one.rep == rep]
        return there[0] if there else None

    def by_month(self, scheme: str) -> dict[tuple[str, date], list[RepDay]]:
        """Everybody's days of each month."""
        found: dict[tuple[str, date], list[RepDay]] = defaultdict(list)
        for one in self.days(scheme):
            found[one.rep, period_start("month", one.day)].append(one)
        return found


def pay_month(grain: str, start: date) -> date:
    """The month of pay of a period is the one in which it ends."""
    return period_start("month", period_end(grain, start))
