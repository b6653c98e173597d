"""Instalments: what was due when, when it came, and what stands overdue at the end of a month."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from tests.reference.families.site import Site
from tests.reference.pay.orders import standing_orders


@dataclass(frozen=True)
class Instalment:
    """Of an order of `rep`; `paid` is None where it did not come by the as-of day."""

    name: str
    rep: str
    signed: date
    amount: Fraction
    due: date
    paid: date | None

    def is_overdue(self, day: date) -> bool:
        """Whether it was due before that day and did not come by it."""
        return self.due < day and (self.paid is None or self.paid > day)


def instalments(site: Site) -> Iterator[Instalment]:
    """What came is an instalment by its due date, else some days after signing; what is missing of an
    order is one more, due like that, and never before the last due date known.
    """
    came: dict[str, list[tuple[Fraction, date | None, date, str]]] = defaultdict(list)
    for told in site.lines("receipts"):
        day, amount = site.day(told, "received_at"), Fraction(told.values["amount"])
        if day and day <= site.as_of and amount > 0:
            due = site.day(told, "due_at")
            came[told.values["order_id"]].append((amount, due, day, told.values["receipt_id"]))
    for told, signed in standing_orders(site):
        order, rep = told.values["order_id"], told.values["rep_id"]
        days = [
            int(row["value"])
            for row in site.rows("kpi_parameters", "collection_rate", signed)
            if row["name"] == "days"
        ]
        usual = signed + timedelta(days[0]) if days else None
        known = []
        for amount, due, paid, receipt in came[order]:
            when = due or usual
            if when:
                known.append(when)
                yield Instalment(f"receipt {receipt}", rep, signed, amount, when, paid)
        if told.get("amount"):
            missing = Fraction(told.values["amount"]) - sum(amount for amount, *_ in came[order])
            dates = [*known, *([usual] if usual else [])]
            if missing > 0 and dates:
                yield Instalment(f"order {order}", rep, signed, missing, max(dates), None)
