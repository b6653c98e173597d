"""What counts of orders, receipts, complaints, activities and contacts: (kpi, unit, rep, day, quantity)."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.reference.exports import Line, winners
from tests.reference.identity import Directory
from tests.reference.policy import Policy, in_force
from tests.reference.times import business_day

Counted = tuple[str, str, str, date, Fraction | int]
ACTIVITIES = {
    "follow_up": "follow_ups",
    "visit": "appointments",
    "invitation": "event_invitations",
    "callback": "callbacks",
}
RECORD_KPIS = {
    "sales_amount", "sales_quantity", "receipts_amount", "complaints", "praise", "new_names",
    *ACTIVITIES.values(),
}  # fmt: skip


def record_events(landing: Path, policy: Policy, directory: Directory, as_of: date) -> Iterator[Counted]:
    """Everything that counts, whoever it counts for."""
    zone = policy.site_zone
    orders = {line.values["order_id"]: line for line in winners(landing, "orders", zone)}
    yield from _sales(orders, policy, as_of)
    for line in winners(landing, "receipts", zone):
        order = orders.get(line.values["order_id"])
        if order:
            day = business_day(line.values["received_at"], zone)
            unit, rep = line.values["receipt_id"], order.values["rep_id"]
            yield ("receipts_amount", unit, rep, day, Fraction(line.values["amount"]))
    for line in winners(landing, "complaints", zone):
        kpi = {"complaint": "complaints", "praise": "praise"}.get(line.get("kind") or "complaint")
        rep = line.get("rep_id") or _owner(directory, line)
        if kpi and rep:
            day = business_day(line.values["opened_at"], zone)
            yield (kpi, line.values["complaint_id"], rep, day, 1)
    yield from _activities(landing, zone)
    yield from _new_names(zone, directory)


def stands(line: Line, zone: ZoneInfo, as_of: date) -> bool:
    """Whether an order was not cancelled by the as-of day."""
    cancelled = line.get("cancelled_at")
    return not cancelled or business_day(cancelled, zone) > as_of


def _sales(orders: dict[str, Line], policy: Policy, as_of: date) -> Iterator[Counted]:
    for unit, line in orders.items():
        if not stands(line, policy.site_zone, as_of):
            continue
        rep, day = line.values["rep_id"], business_day(line.values["signed_at"], policy.site_zone)
        no_units = {
            str(row["value"]).lower()
            for row in policy.rows("kpi_words", kpi_id="sales_quantity", name="not_a_unit")
            if in_force(row, day)
        }
        if (line.get("product") or "").lower() not in no_units:
            yield ("sales_quantity", unit, rep, day, Fraction(line.get("quantity") or 1))
        if amount := line.get("amount"):
            yield ("sales_amount", unit, rep, day, Fraction(amount))


def _owner(directory: Directory, line: Line) -> str | None:
    """Who looks after the customer: the owner of the one that it became, else its own."""
    own = line.get("customer_id") or ""
    for one in (directory.merged(own), own):
        if one in directory.customers and (owner := directory.customers[one].get("owner_rep_id")):
            return owner
    return None


def _activities(landing: Path, zone: ZoneInfo) -> Iterator[Counted]:
    for line in winners(landing, "activities", zone):
        rep, day = line.values["rep_id"], business_day(line.values["occurred_at"], zone)
        if kpi := ACTIVITIES.get(line.values["kind"]):
            yield (kpi, line.values["activity_id"], rep, day, 1)


def _new_names(zone: ZoneInfo, directory: Directory) -> Iterator[Counted]:
    """Contacts that somebody entered whole; one that was merged stands for the other."""
    found = set()
    for one, contact in directory.entered.items():
        end = directory.contacts.get(one)
        customer = directory.customers.get(directory.merged(end.get("customer_id") or "")) if end else None
        whole = contact.get("name") and (contact.get("phone") or contact.get("mobile"))
        company = customer and customer.get("name") and customer.get("industry")
        if end and whole and company and contact.get("created_by") and contact.get("created_at"):
            day = business_day(contact.values["created_at"], zone)
            found.add((end.values["contact_id"], contact.values["created_by"], day))
    for unit, rep, day in found:
        yield ("new_names", unit, rep, day, 1)
