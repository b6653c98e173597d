"""What the families count from: exports, policy and people of one site."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.reference.calls import Call
from tests.reference.claims import unverified_claims
from tests.reference.exports import Line, winners
from tests.reference.identity import Directory
from tests.reference.people import RepDay
from tests.reference.periods import period_start
from tests.reference.policy import Policy, Row, in_force
from tests.reference.times import business_day

Counted = tuple[str, str, str, date, Fraction | int, Fraction | int | None]
"""KPI, unit, rep, day, quantity, base."""


@dataclass
class Site:
    """One site as of a day; `rep_days` are the roster-covered ones."""

    landing: Path
    policy: Policy
    directory: Directory
    calls: list[Call]
    rep_days: list[RepDay]
    as_of: date
    known: dict[str, list[Line]] = field(default_factory=dict)

    @property
    def zone(self) -> ZoneInfo:
        return self.policy.site_zone

    @cached_property
    def covered(self) -> dict[tuple[str, date], RepDay]:
        """By rep and day."""
        return {(one.rep, one.day): one for one in self.rep_days}

    @cached_property
    def months(self) -> dict[tuple[str, date], date]:
        """By rep and month, the last covered day on which he was employed."""
        found: dict[tuple[str, date], date] = {}
        for one in self.rep_days:
            if one.employed:
                key = (one.rep, period_start("month", one.day))
                found[key] = max(found.get(key, one.day), one.day)
        return found

    def lines(self, entity: str) -> list[Line]:
        """The revisions that hold; of activities, none of the calls that the phone system does not know."""
        if entity not in self.known:
            self.known[entity] = winners(self.landing, entity, self.zone)
            if entity == "activities":
                claims = unverified_claims(self.landing, self.policy, self.directory, self.calls)
                unverified = {claim.values["activity_id"] for _, claim, _ in claims}
                self.known[entity] = [
                    line for line in self.known[entity] if line.values["activity_id"] not in unverified
                ]
        return self.known[entity]

    def day(self, line: Line, column: str) -> date | None:
        """The site's date of a moment; None where it is blank."""
        text = line.get(column)
        return business_day(text, self.zone) if text else None

    def rows(self, table: str, kpi_id: str, day: date) -> Iterator[Row]:
        """A KPI's policy rows in force on a day."""
        return (row for row in self.policy.rows(table, kpi_id=kpi_id) if in_force(row, day))

    def parameter(self, kpi_id: str, name: str, day: date) -> Fraction:
        """A number that a KPI counts by."""
        (row,) = (row for row in self.rows("kpi_parameters", kpi_id, day) if row["name"] == name)
        return Fraction(row["value"])

    def words(self, kpi_id: str, name: str, day: date) -> set[str]:
        """The words that a name stands for, in lower case."""
        return {row["value"].lower() for row in self.rows("kpi_words", kpi_id, day) if row["name"] == name}

    def owner(self, line: Line) -> str | None:
        """The rep whom a line names, else the one who looks after its customer."""
        own = line.get("customer_id") or ""
        for one in (self.directory.merged(own), own):
            known = self.directory.customers.get(one)
            if line.get("rep_id") or (known and known.get("owner_rep_id")):
                return line.get("rep_id") or (known.get("owner_rep_id") if known else None)
        return line.get("rep_id")


def month_of(day: date) -> date:
    """Its first day."""
    return period_start("month", day)


def next_month(day: date, months: int = 1) -> date:
    """The day as many months later, at most the month's last."""
    index = day.month - 1 + months
    first = date(day.year + index // 12, index % 12 + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))
