"""Opportunities by level, class and completeness, and what became of them."""

from collections.abc import Iterator
from datetime import date

from tests.reference.events import credited, is_capable
from tests.reference.exports import Line, deleted, revisions
from tests.reference.families.site import Counted, Site, month_of, next_month

ELEMENTS = ("need", "decision_date", "owner_contact", "budget")


def opportunity_kpis(site: Site, used: set[str]) -> Iterator[Counted]:
    """Events of the KPIs in `used`, besides the contracts of the signing rate."""
    for history in revisions(site.landing, "opportunities", site.zone).values():
        line = history[-1]
        if deleted(line):
            continue
        unit = line.values["opportunity_id"]
        visited, confirmed = site.day(line, "visit_accepted_at"), site.day(line, "confirmed_at")
        if visited:
            rep = credited(site.policy, history, "visit_accepted_at")
            if _is_at_level(site, line, rep, visited):
                yield ("visits_at_level", unit, rep, visited, 1, None)
            if "a_class_appointments" in used and _is_a_class(site, line, visited):
                yield ("a_class_appointments", unit, rep, visited, 1, None)
            if is_capable(site.directory, line):
                yield ("lead_conversion", f"potential {unit}", rep, visited, 0, 1)
        if confirmed:
            rep = credited(site.policy, history, "confirmed_at")
            if line.get("confirmed_by") == rep:
                continue
            yield ("lead_conversion", f"valid {unit}", rep, confirmed, 1, 0)
            yield ("signing_rate", f"opportunity {unit}", rep, confirmed, 0, 1)
            if all(line.get(element) for element in ELEMENTS):
                yield ("complete_opportunities", unit, rep, confirmed, 1, None)


def _is_at_level(site: Site, line: Line, rep: str, day: date) -> bool:
    rep_day = site.covered.get((rep, day))
    level = (line.get("visit_with_level") or "").lower()
    return any(
        row["level"].lower() == level and rep_day and row.get("grade", "") in ("", rep_day.grade)
        for row in site.rows("visit_levels", "visits_at_level", day)
    )


def _is_a_class(site: Site, line: Line, day: date) -> bool:
    decided, lost = line.get("decision_date"), site.day(line, "lost_at")
    until = next_month(day, int(site.parameter("a_class_appointments", "months", day)))
    is_soon = bool(decided) and day <= date.fromisoformat(str(decided)) <= until
    is_rival = (line.get("stage") or "").lower() in site.words("a_class_appointments", "rival_stage", day)
    return (is_soon or is_rival) and (lost is None or month_of(lost) > month_of(day))
