"""Calls that were effective, answered in time, or a day's work."""

from collections.abc import Iterator
from fractions import Fraction

from tests.reference.calls import Call
from tests.reference.families.site import Counted, Site
from tests.reference.rounding import half_up


def call_events(site: Site, used: set[str]) -> Iterator[Counted]:
    """Events of the KPIs in `used`."""
    for call in site.calls:
        where = (call.rep, call.day)
        if call.outbound:
            if "effective_calls" in used and _is_effective(site, "effective_calls", call):
                yield ("effective_calls", call.key, *where, 1, None)
            if "effective_contact_rate" in used:
                hit = _is_effective(site, "effective_contact_rate", call)
                yield ("effective_contact_rate", call.key, *where, int(hit), 1)
            yield ("dials_per_day", call.key, *where, 1, 0)
        elif "inbound_answered_in_time" in used and not (call.connected and call.ring is None):
            most = site.parameter("inbound_answered_in_time", "max_ring_seconds", call.day)
            hit = call.connected and call.ring is not None and call.ring <= most
            yield ("inbound_answered_in_time", call.key, *where, int(hit), 1)
        if call.connected and call.customer:
            yield ("customers_handled", call.customer, *where, 1, None)
    for one in site.rep_days:
        if one.available:
            yield ("dials_per_day", one.day.isoformat(), one.rep, one.day, 0, half_up(one.available, 4))


def _is_effective(site: Site, kpi_id: str, call: Call) -> bool:
    return call.human and Fraction(call.talk) >= site.parameter(kpi_id, "min_talk_seconds", call.day)
