"""Rules of incentives.csv, and whom each holds for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from tests.reference.people import RepDay
from tests.reference.policy import Policy, Row, in_force
from tests.reference.rounding import half_up


@dataclass(frozen=True, eq=False)
class Rule:
    """One row; `line` is its line in the file."""

    line: int
    row: Row

    @property
    def name(self) -> str:
        return self.row["rule_id"]

    @property
    def scheme(self) -> str:
        return self.row["scheme_id"]

    @property
    def rate(self) -> Fraction:
        return Fraction(self.row["rate"])

    def text(self, column: str, default: str = "") -> str:
        return self.row.get(column, "") or default

    def number(self, column: str) -> Fraction | None:
        """None where the cell is blank."""
        return Fraction(self.row[column]) if self.row.get(column) else None

    def parts(self, column: str) -> list[str]:
        """A cell's list."""
        return [part.strip() for part in self.text(column).split(";") if part.strip()]

    def fits(self, person: RepDay) -> bool:
        """Whether it holds for somebody as the roster has him on a day: role, grade, tenure and dates."""
        role, grade = self.parts("role"), self.parts("grade")
        if (role and person.role not in role) or (grade and person.grade not in grade):
            return False
        least, most = self.number("tenure_from_days"), self.number("tenure_to_days")
        if least is not None or most is not None:
            if not person.hired_on:
                return False
            tenure = (person.day - date.fromisoformat(person.hired_on)) // timedelta(days=1)
            if tenure < (least or 0) or (most is not None and tenure > most):
                return False
        return in_force(self.row, person.day)


def rules_of(policy: Policy, kind: str) -> Iterator[Rule]:
    """In the order of the file."""
    for place, row in enumerate(policy.rows("incentives")):
        if row["kind"] == kind:
            yield Rule(place + 2, row)


@dataclass(frozen=True)
class PayLine:
    """A line of a statement: `amount` in money, rounded; `quantity` units or a sum of money."""

    kind: str
    subject: str
    month: date
    rule: Rule
    item: str
    quantity: Fraction
    rate: Fraction
    amount: Fraction


def cents(amount: Fraction) -> Fraction:
    """Half up to the cent, below 0 away from it."""
    return half_up(amount, 2) if amount >= 0 else -half_up(-amount, 2)


def line(
    rule: Rule, who: tuple[str, str], month: date, item: str, quantity: Fraction, rate: Fraction
) -> PayLine:
    """Quantity x rate, rounded once."""
    return PayLine(*who, month, rule, item, quantity, rate, cents(quantity * rate))
