"""Orders and receipts: profit, heads, key products, collection, customers who stay away, who improves."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from tests.reference.exports import Line
from tests.reference.families.site import Counted, Site, month_of, next_month
from tests.reference.records import stands


def money_kpis(site: Site, used: set[str]) -> Iterator[Counted]:
    """Events of the KPIs in `used`."""
    orders = {
        line.values["order_id"]: line for line in site.lines("orders") if stands(line, site.zone, site.as_of)
    }
    sold, profit = list(_sold(site, orders)), list(_profit(site, orders))
    yield from (("net_profit", *one, None) for one in profit)
    for kpi_id, amounts in (("sales_per_head", sold), ("profit_per_head", profit)):
        yield from ((kpi_id, *one, 0) for one in amounts)
        for (rep, month), last in site.months.items():
            yield (kpi_id, f"{month:%Y-%m}", rep, last, 0, 1)
    if "key_product_sales" in used:
        for unit, rep, day, amount in sold:
            product = (orders[unit].get("product") or "").lower()
            if product in site.words("key_product_sales", "product", day):
                yield ("key_product_sales", unit, rep, day, amount, None)
    for unit, line in orders.items():
        yield ("signing_rate", f"order {unit}", line.values["rep_id"], _signed(site, line), 1, 0)
    if "collection_rate" in used:
        yield from _collection(site, orders)
    if "churn_rate" in used:
        yield from _churn(site, orders)
    yield from _improvement(site, sold)


Amount = tuple[str, str, date, Fraction]


def _signed(site: Site, line: Line) -> date:
    day = site.day(line, "signed_at")
    assert day is not None
    return day


def _sold(site: Site, orders: dict[str, Line]) -> Iterator[Amount]:
    for unit, line in orders.items():
        if amount := line.get("amount"):
            yield (unit, line.values["rep_id"], _signed(site, line), Fraction(amount))


def _profit(site: Site, orders: dict[str, Line]) -> Iterator[Amount]:
    for unit, rep, day, amount in _sold(site, orders):
        yield (f"order {unit}", rep, day, amount - Fraction(orders[unit].get("cost") or 0))
    for line in site.lines("receipts"):
        order, day = orders.get(line.values["order_id"]), site.day(line, "received_at")
        if order and day and Fraction(line.values["amount"]) < 0:
            unit, amount = line.values["receipt_id"], Fraction(line.values["amount"])
            yield (f"receipt {unit}", order.values["rep_id"], day, amount)
    for line in site.lines("complaints"):
        rep, day, cost = site.owner(line), site.day(line, "opened_at"), line.get("cost")
        if rep and day and cost and line.get("kind") == "after_sale":
            yield (f"complaint {line.values['complaint_id']}", rep, day, -Fraction(cost))


def _collection(site: Site, orders: dict[str, Line]) -> Iterator[Counted]:
    received: dict[str, list[tuple[Fraction, date]]] = defaultdict(list)
    owed = {unit: line for unit, line in orders.items() if line.get("amount")}
    expected = {}
    for unit, line in owed.items():
        signed = _signed(site, line)
        expected[unit] = signed + timedelta(int(site.parameter("collection_rate", "days", signed)))
    for line in site.lines("receipts"):
        order, came, amount = line.values["order_id"], site.day(line, "received_at"), line.values["amount"]
        if order not in owed or came is None or came > site.as_of or Fraction(amount) <= 0:
            continue
        due = site.day(line, "due_at") or expected[order]
        received[order].append((Fraction(amount), due))
        hit = Fraction(amount) if came <= due else 0
        rep, unit = owed[order].values["rep_id"], f"receipt {line.values['receipt_id']}"
        yield ("collection_rate", unit, rep, due, hit, Fraction(amount))
    for unit, line in owed.items():
        missing = Fraction(line.values["amount"]) - sum(amount for amount, _ in received[unit])
        if missing > 0:
            due = max([expected[unit], *(day for _, day in received[unit])])
            yield ("collection_rate", f"order {unit}", line.values["rep_id"], due, 0, missing)


def _churn(site: Site, orders: dict[str, Line]) -> Iterator[Counted]:
    of_opportunity = {
        line.values["opportunity_id"]: line.values["customer_id"] for line in site.lines("opportunities")
    }
    by_customer: dict[str, list[tuple[str, str, date, str]]] = defaultdict(list)
    for unit, line in orders.items():
        named = line.get("customer_id") or of_opportunity.get(line.get("opportunity_id") or "")
        if named:
            rep, day = line.values["rep_id"], _signed(site, line)
            by_customer[site.directory.merged(named)].append((line.values["signed_at"], unit, day, rep))
    for signed in by_customer.values():
        signed.sort()
        for (_, unit, day, rep), later in zip(signed, [*signed[1:], None], strict=True):
            until = day + timedelta(int(site.parameter("churn_rate", "days", day)))
            lost = later is None or later[2] > until
            yield ("churn_rate", unit, rep, until, int(lost), 1)


def _improvement(site: Site, sold: list[Amount]) -> Iterator[Counted]:
    amounts: dict[tuple[str, date], Fraction] = defaultdict(Fraction)
    for _, rep, day, amount in sold:
        amounts[rep, month_of(day)] += amount
    over = {key: day for key, day in site.months.items() if next_month(key[1]) - timedelta(1) <= site.as_of}
    for (rep, month), last in over.items():
        before = month_of(month - timedelta(1))
        if (rep, before) in over:
            now = amounts[rep, month]
            yield (
                "members_improvement",
                f"{month:%Y-%m}",
                rep,
                last,
                int(0 < now >= amounts[rep, before]),
                1,
            )
