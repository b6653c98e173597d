"""Months that begin with a number of points and are moved by what happened, between 0 and 100."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from tests.reference.families.people import rating_days
from tests.reference.families.site import Counted, Site, month_of
from tests.reference.rounding import half_up

BALANCES = ("attitude_points", "discipline_points", "attendance_points")
Happened = tuple[str, str, str, str, date, Fraction, Fraction]
"""Export, event, unit, rep, day, how often, minutes."""


def point_kpis(site: Site, used: set[str]) -> Iterator[Counted]:
    """Events of the KPIs in `used`."""
    happened = list(_happened(site))
    for kpi_id in used & set(BALANCES):
        starts = {key: site.parameter(kpi_id, "base", last) for key, last in site.months.items()}
        yield from _moved(site, kpi_id, starts, happened)
    if "service_responsibility" in used:
        yield from _responsibility(site, happened)


def _happened(site: Site) -> Iterator[Happened]:
    for line in site.lines("attendance"):
        told = line.values
        times, minutes = Fraction(line.get("count") or 1), Fraction(line.get("minutes") or 0)
        unit, day = f"{told['date']} {told['event']}", date.fromisoformat(told["date"])
        yield ("attendance", told["event"], unit, told["rep_id"], day, times, minutes)
    for line in site.lines("leave"):
        told = line.values
        unit, day = f"{told['date']} {told['kind']}", date.fromisoformat(told["date"])
        yield ("leave", told["kind"], unit, told["rep_id"], day, Fraction(told["fraction"]), Fraction(0))
    for entity, key, column in (
        ("complaints", "complaint_id", "opened_at"),
        ("activities", "activity_id", "occurred_at"),
    ):
        for line in site.lines(entity):
            rep, day = site.owner(line), site.day(line, column)
            if rep and day:
                kind = line.get("kind") or "complaint"
                yield (entity, kind, line.values[key], rep, day, Fraction(1), Fraction(0))


def _moved(
    site: Site, kpi_id: str, starts: dict[tuple[str, date], Fraction], happened: list[Happened]
) -> Iterator[Counted]:
    points: dict[tuple[str, date], Fraction] = defaultdict(Fraction)
    absent = _absent(site, kpi_id, happened)
    for entity, event, unit, rep, day, times, minutes in happened:
        key = (rep, month_of(day))
        if key not in starts or (rep, day) not in site.covered:
            continue
        if (entity, event) == ("leave", "unexcused") and (rep, day) in absent:
            continue
        for row in site.rows("event_points", kpi_id, day):
            low, high = Fraction(row.get("minutes_from") or 0), row.get("minutes_to")
            fits = low <= minutes and (not high or minutes < Fraction(high))
            if (row["entity"], row["event"].lower()) == (entity, event) and fits:
                moved = Fraction(row["points"]) * times
                points[key] += moved
                yield (kpi_id, f"{entity} {unit}", rep, site.months[key], moved, 0)
    for (rep, month), start in starts.items():
        total = min(Fraction(100), max(Fraction(0), start + points[rep, month]))
        unit, last = f"{month:%Y-%m}", site.months[rep, month]
        yield (kpi_id, unit, rep, last, total - points[rep, month], 1)


def _absent(site: Site, kpi_id: str, happened: list[Happened]) -> set[tuple[str, date]]:
    """Rep and day of the absences that move a KPI, which unexcused leave would say once more."""
    return {
        (rep, day)
        for entity, event, _, rep, day, _, _ in happened
        for row in site.rows("event_points", kpi_id, day)
        if (row["entity"], row["event"].lower()) == (entity, event) == ("attendance", "absence")
    }


def _responsibility(site: Site, happened: list[Happened]) -> Iterator[Counted]:
    kpi_id = "service_responsibility"
    asked: dict[tuple[str, date], dict[str, list[Fraction]]] = defaultdict(lambda: defaultdict(list))
    evidence = [("rating", *one) for one in rating_days(site, "service_standard")]
    evidence += [("survey", *one) for one in answers(site)]
    for kind, unit, rep, day, percent in evidence:
        key = (rep, month_of(day))
        if (rep, day) in site.covered and key in site.months:
            asked[key][kind].append(percent)
            yield (kpi_id, f"{kind} {unit}", rep, site.months[key], 0, 0)
    starts = {}
    for key, kinds in asked.items():
        means = [sum(each, Fraction(0)) / len(each) for each in kinds.values()]
        starts[key] = half_up(sum(means, Fraction(0)) / len(means), 4)
    yield from _moved(site, kpi_id, starts, happened)


def answers(site: Site) -> Iterator[tuple[str, str, date, Fraction]]:
    """Survey, rep, day, and the answer as a part of 100 of its scale."""
    for line in site.lines("surveys"):
        rep, day = site.owner(line), site.day(line, "answered_at")
        share = Fraction(line.values["score"]) / Fraction(line.get("scale") or 100)
        if rep and day and share <= 1:
            yield (line.values["survey_id"], rep, day, half_up(share * 100, 4))
