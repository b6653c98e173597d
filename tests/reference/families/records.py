"""Records that have to be whole: contacts entered, contacts dealt with, customers' profiles."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from tests.reference.exports import Line
from tests.reference.families.site import Counted, Site

Filled = set[tuple[str, str]]
"""(field, title of whose it is, in lower case)"""
OF_CONTACTS = ("name", "department", "title", "gender", "phone", "mobile", "email", "im")


def record_kpis(site: Site, used: set[str]) -> Iterator[Counted]:
    """Events of the KPIs in `used`."""
    if not used & {"contact_records", "traceable_records", "customer_profiles", "assigned_work"}:
        return
    by_contact, by_customer = _filled(site)
    yield from _entered(site, by_contact)
    yield from _dealt_with(site, by_contact)
    yield from _profiles(site, by_customer)


def _filled(site: Site) -> tuple[dict[str, Filled], dict[str, Filled]]:
    by_contact: dict[str, Filled] = defaultdict(set)
    by_customer: dict[str, Filled] = defaultdict(set)
    for one, line in site.directory.entered.items():
        end = site.directory.contacts.get(one)
        if end is None:
            continue
        title = (line.get("title") or "").lower()
        fields = {(column, title) for column in OF_CONTACTS if line.get(column)}
        customer = site.directory.merged(end.get("customer_id") or "")
        company = site.directory.customers.get(customer)
        for column, field in (("name", "company"), ("industry", "industry")):
            if company and company.get(column):
                fields.add((field, title))
        by_contact[end.values["contact_id"]] |= fields
        by_customer[customer] |= fields
    return by_contact, by_customer


def _is_whole(site: Site, kpi_id: str, day: date, filled: Filled) -> bool:
    groups: dict[str, list[bool]] = defaultdict(list)
    least: dict[str, int] = {}
    for row in site.rows("record_fields", kpi_id, day):
        titles = site.words(kpi_id, row["title"], day) if row.get("title") else None
        there = any(field == row["field"] and (titles is None or title in titles) for field, title in filled)
        group = row.get("one_of", "")
        groups[group].append(there)
        least[group] = max(least.get(group, 1), int(row.get("at_least") or 1))
    met = (all(there) if not group else sum(there) >= least[group] for group, there in groups.items())
    return bool(groups) and all(met)


def _contact(site: Site, line: Line) -> str | None:
    reached = site.directory.contact_reached(line)
    return reached.values["contact_id"] if reached else None


def _entered(site: Site, by_contact: dict[str, Filled]) -> Iterator[Counted]:
    found = set()
    noted = {
        (_contact(site, line), line.values["rep_id"]) for line in site.lines("activities") if line.get("text")
    }
    for one, line in site.directory.entered.items():
        end, rep, day = site.directory.contacts.get(one), line.get("created_by"), site.day(line, "created_at")
        if end is None or not rep or day is None:
            continue
        contact = end.values["contact_id"]
        notes = {("text", "")} if (contact, rep) in noted else set()
        if _is_whole(site, "contact_records", day, by_contact[contact] | notes):
            found.add((contact, rep, day))
    for contact, rep, day in found:
        yield ("contact_records", contact, rep, day, 1, None)


def _dealt_with(site: Site, by_contact: dict[str, Filled]) -> Iterator[Counted]:
    dealt: dict[tuple[str, str, date], bool] = defaultdict(bool)
    for line in site.lines("activities"):
        contact, day = _contact(site, line), site.day(line, "occurred_at")
        if contact and day and line.values["kind"] != "log":
            dealt[contact, line.values["rep_id"], day] |= bool(line.get("text"))
    for (contact, rep, day), has_notes in dealt.items():
        notes = {("text", "")} if has_notes else set()
        if _is_whole(site, "traceable_records", day, by_contact[contact] | notes):
            yield ("traceable_records", contact, rep, day, 1, None)


def _profiles(site: Site, by_customer: dict[str, Filled]) -> Iterator[Counted]:
    first: dict[str, tuple[date, str]] = {}
    for line in site.lines("activities"):
        customer, day = site.directory.identity(line), site.day(line, "occurred_at")
        known = site.directory.customers.get(customer or "")
        rep = known.get("owner_rep_id") if known else None
        has_notes = bool(line.get("text")) and line.values["kind"] != "log"
        if customer and day and rep == line.values["rep_id"] and has_notes:
            first[customer] = min(first.get(customer, (day, rep)), (day, rep))
    for customer, (day, rep) in first.items():
        if _is_whole(site, "customer_profiles", day, by_customer[customer] | {("text", "")}):
            yield ("customer_profiles", customer, rep, day, 1, None)
