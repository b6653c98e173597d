"""Counted events: what counts, for which rep, on which day, as which unit."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

from tests.reference.calls import Call, read_calls
from tests.reference.exports import Line, deleted, last_words, revisions, winners
from tests.reference.identity import Directory, read_directory
from tests.reference.policy import Policy, truth
from tests.reference.records import RECORD_KPIS, record_events, stands
from tests.reference.times import business_day


@dataclass(frozen=True, order=True)
class Event:
    """One unit (a call, a customer) that counts for a rep on a day; `base` is its part of a quotient's
    denominator.
    """

    kpi_id: str
    unit_id: str
    rep: str
    day: date
    quantity: Fraction | int = 1
    base: Fraction | int | None = None


@dataclass(frozen=True)
class Sale:
    """An order that stands, or an opportunity won."""

    rep: str
    day: date


@dataclass
class Happenings:
    """Everything that the exports tell, whoever it counts for. No day is after the as-of day."""

    events: set[Event]
    sales: list[Sale]
    first_day: date
    directory: Directory
    calls: list[Call]


def read_happenings(landing: Path, policy: Policy, as_of: date) -> Happenings:
    """Counted events and sales up to the as-of day."""
    directory = read_directory(landing, policy.site_zone)
    calls = [call for call in read_calls(landing, policy, directory) if call.day <= as_of]
    milestones = _milestone_days(landing, policy)
    events = _call_events(calls) | _opportunity_events(landing, policy, directory)
    used = {row["kpi_id"] for table in ("targets", "weights") for row in policy.rows(table)}
    if used & RECORD_KPIS:
        found = record_events(landing, policy, directory, as_of)
        events |= {Event(*each) for each in found if each[0] in used}
    first_day = min([call.day for call in calls] + [day for day in milestones if day <= as_of])
    return Happenings(
        events={event for event in events if event.day <= as_of},
        sales=[sale for sale in _sales(landing, policy, as_of) if sale.day <= as_of],
        first_day=first_day,
        directory=directory,
        calls=calls,
    )


def _call_events(calls: list[Call]) -> set[Event]:
    events = set()
    for call in calls:
        if call.outbound:
            events.add(Event("dials", call.key, call.rep, call.day))
            events.add(Event("connect_rate", call.key, call.rep, call.day, int(call.connected), 1))
        if call.outbound and call.connected:
            events.add(Event("average_talk_time", call.key, call.rep, call.day, call.talk, 1))
            events.add(Event("talk_time", call.key, call.rep, call.day, call.talk))
        if call.successful:
            events.add(Event("successful_calls", call.key, call.rep, call.day))
            if call.customer:
                events.add(Event("customer_coverage", call.customer, call.rep, call.day))
    return events


def _opportunity_events(landing: Path, policy: Policy, directory: Directory) -> set[Event]:
    events = set()
    zone = policy.site_zone
    for history in revisions(landing, "opportunities", zone).values():
        current = history[-1]
        if deleted(current):
            continue
        customer = directory.merged(current.values["customer_id"])
        if current.get("visit_accepted_at") and is_capable(directory, current):
            rep = credited(policy, history, "visit_accepted_at")
            day = business_day(current.values["visit_accepted_at"], zone)
            events.add(Event("potential_opportunities", customer, rep, day))
        if current.get("confirmed_at"):
            rep = credited(policy, history, "confirmed_at")
            day = business_day(current.values["confirmed_at"], zone)
            if current.get("confirmed_by") != rep:
                events.add(Event("valid_opportunities", customer, rep, day))
    return events


def is_capable(directory: Directory, line: Line) -> bool:
    """The opportunity's own word, else the customer's."""
    own = truth(line.get("is_capable"))
    return directory.is_capable(line.values["customer_id"]) if own is None else own


def credited(policy: Policy, history: list[Line], milestone: str) -> str:
    """The rep of the winning revision, or of the first one that bore the milestone."""
    if policy.setting("opportunity_credit", "current") == "first":
        return next(line for line in history if line.get(milestone)).values["rep_id"]
    return history[-1].values["rep_id"]


def _milestone_days(landing: Path, policy: Policy) -> list[date]:
    lines = winners(landing, "opportunities", policy.site_zone)
    texts = [line.get(column) for line in lines for column in ("visit_accepted_at", "confirmed_at")]
    return [business_day(text, policy.site_zone) for text in texts if text]


def _sales(landing: Path, policy: Policy, as_of: date) -> list[Sale]:
    """Orders that stand; where no order is exported at all, opportunities won."""
    zone = policy.site_zone
    if last_words(landing, "orders", zone):
        orders = winners(landing, "orders", zone)
        signed = [(line, line.get("signed_at")) for line in orders if stands(line, zone, as_of)]
    else:
        signed = [(line, line.get("won_at")) for line in winners(landing, "opportunities", zone)]
    return [Sale(line.values["rep_id"], business_day(text, zone)) for line, text in signed if text]
