"""All families together."""

from collections.abc import Iterator

from tests.reference.families.calls import call_events
from tests.reference.families.logs import log_kpis
from tests.reference.families.money import money_kpis
from tests.reference.families.opportunities import opportunity_kpis
from tests.reference.families.people import list_kpis, people_kpis
from tests.reference.families.points import answers, point_kpis
from tests.reference.families.records import record_kpis
from tests.reference.families.site import Counted, Site
from tests.reference.records import record_events

FAMILY_KPIS = {
    "customers_handled", "effective_calls", "effective_contact_rate", "dials_per_day",
    "inbound_answered_in_time", "traceable_records", "contact_records", "customer_profiles",
    "visits_at_level", "a_class_appointments", "complete_opportunities", "sales_per_head", "net_profit",
    "profit_per_head", "key_product_sales", "collection_rate", "satisfaction", "timely_complaints",
    "signing_rate", "lead_conversion", "churn_rate", "attitude_points", "discipline_points",
    "attendance_points", "service_responsibility", "basic_ability", "proficiency", "service_standard",
    "coordination", "team_building", "selling_skill", "service", "team_cooperation", "work_efficiency",
    "work_quality", "overall_rating", "retention", "members_improvement", "training_completion",
    "assigned_work", "late_logs", "work_logs",
}  # fmt: skip


def family_events(site: Site, used: set[str]) -> Iterator[Counted]:
    """Events of the KPIs in `used`, up to the as-of day."""
    if used & FAMILY_KPIS:
        yield from (one for one in _all(site, used) if one[0] in used and one[3] <= site.as_of)


def _all(site: Site, used: set[str]) -> Iterator[Counted]:
    yield from call_events(site, used)
    records = list(record_kpis(site, used))
    yield from records
    yield from opportunity_kpis(site, used)
    yield from money_kpis(site, used)
    yield from people_kpis(site, used)
    yield from point_kpis(site, used)
    yield from log_kpis(site, used)
    yield from (("satisfaction", *one, 1) for one in answers(site))
    if "assigned_work" in used:
        others = [
            (*each, None) for each in record_events(site.landing, site.policy, site.directory, site.as_of)
        ]
        kinds = ("contact_records", "event_invitations", "callbacks")
        yield from list_kpis(site, [one for one in records + others if one[0] in kinds])
