"""What pay is reckoned from: policy, people, exports and the published figures."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from tests.reference.families.site import Site
from tests.reference.pay.rules import PayLine, Rule, rules_of
from tests.reference.pay.staff import Staff
from tests.reference.people import RepDay
from tests.reference.periods import period_end

GRAINS = {"day": "daily", "week": "weekly", "month": "monthly"}
Figures = dict[str, Any]


@dataclass
class Book:
    """`tables` are the published ones, findings and consequences included."""

    site: Site
    tables: dict[str, dict[Any, dict[str, Any]]]

    @cached_property
    def staff(self) -> Staff:
        return Staff(self.site.rep_days)

    @cached_property
    def paid_days(self) -> set[tuple[str, date]]:
        """Everybody's days under a scheme that has rules of pay."""
        paying = {row["scheme_id"] for row in self.site.policy.rows("incentives")}
        return {(rep, day) for scheme, rep, day in self.staff.day if scheme in paying}

    @property
    def as_of(self) -> date:
        return self.site.as_of

    @property
    def site_id(self) -> str:
        return self.site.policy.setting("site_id", "site")

    def rules(self, kind: str) -> Iterator[Rule]:
        return rules_of(self.site.policy, kind)

    def is_over(self, grain: str, start: date) -> bool:
        return period_end(grain, start) <= self.as_of

    def look(self, month: date) -> date:
        """The month's last day, or the as-of day of a month that is not over."""
        return min(period_end("month", month), self.as_of)

    def figures(self, rule: Rule, grain: str, start: date, level: str, subject: str) -> Figures | None:
        """The published row of the rule's KPI."""
        table = self.tables[f"kpi_{GRAINS[grain]}"]
        return table.get((start, level, subject, rule.scheme, rule.text("kpi_id")))

    def place(self, level: str, person: RepDay) -> str:
        """A person, his team or the site."""
        return {"rep": person.rep, "team": person.team, "site": self.site_id}[level]

    def months_of(self, rule: Rule) -> Iterator[tuple[date, RepDay]]:
        """The months of everybody for whom the rule holds, as on the last covered day."""
        for month, person in self.staff.periods(rule.scheme, "month"):
            if rule.fits(person):
                yield month, person


def paid_by(earlier: Iterable[PayLine], rule: Rule, month: date, rep: str) -> Fraction | None:
    """What the rules in `of_rules` came to for a rep; None where they have no line."""
    named = rule.parts("of_rules")
    amounts = [
        one.amount
        for one in earlier
        if (one.kind, one.subject, one.month) == ("rep", rep, month)
        and one.rule.scheme == rule.scheme
        and one.rule.name in named
    ]
    return sum(amounts, Fraction(0)) if amounts else None
