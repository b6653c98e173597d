"""Ratings, complaints in time, courses, lists, who stays."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from tests.reference.families.site import Counted, Site, month_of, next_month
from tests.reference.periods import period_end
from tests.reference.policy import truth
from tests.reference.rounding import half_up
from tests.reference.times import instant

DIMENSIONS = (
    "basic_ability", "proficiency", "service_standard", "coordination", "team_building", "selling_skill",
    "service", "team_cooperation", "work_efficiency", "work_quality", "overall",
)  # fmt: skip
LENGTHS = {10: "day", 4: "year", 7: "month"}


def people_kpis(site: Site, used: set[str]) -> Iterator[Counted]:
    """Events of the KPIs in `used`, besides what is done of lists."""
    for dimension in DIMENSIONS:
        kpi_id = "overall_rating" if dimension == "overall" else dimension
        for unit, rep, day, points in rating_days(site, dimension):
            yield (kpi_id, unit, rep, day, points, 1)
    if "timely_complaints" in used:
        yield from _timely(site)
    for line in site.lines("training"):
        told = line.values
        planned, completed = _extent(line.get("planned") or "1"), _extent(line.get("completed") or "0")
        where = (told["rep_id"], date.fromisoformat(told["date"]))
        yield ("training_completion", told["course"], *where, min(planned, completed), planned)
    yield from _staying(site)


def rating_days(site: Site, dimension: str) -> Iterator[tuple[str, str, date, Fraction]]:
    """Period and rater, subject, day and score of the ratings that have a day."""
    for line in site.lines("ratings"):
        told = line.values
        first, last = _span(told["period"])
        days = [
            one.day for one in site.rep_days if one.rep == told["subject_id"] and first <= one.day <= last
        ]
        if told["dimension"] == dimension and days and 0 <= Fraction(told["score"]) <= 100:
            unit = " ".join(filter(None, (told["period"], line.get("rater"))))
            yield (unit, told["subject_id"], max(days), Fraction(told["score"]))


def _span(period: str) -> tuple[date, date]:
    if "W" in period:
        year, week = period.split("-W")
        monday = date.fromisocalendar(int(year), int(week), 1)
        return monday, monday + timedelta(6)
    if "Q" in period:
        year, quarter = period.split("-Q")
        first = date(int(year), 3 * int(quarter) - 2, 1)
        return first, period_end("quarter", first)
    first = date.fromisoformat((period + "-01-01")[:10])
    return first, period_end(LENGTHS[len(period)], first)


def _extent(text: str) -> Fraction:
    return Fraction(int(bool(truth(text)))) if text in ("true", "false") else Fraction(text)


def _timely(site: Site) -> Iterator[Counted]:
    end = instant(f"{site.as_of + timedelta(1)} 00:00:00", site.zone)
    for line in site.lines("complaints"):
        rep, day = site.owner(line), site.day(line, "opened_at")
        if not rep or day is None or (line.get("kind") or "complaint") != "complaint":
            continue
        hours = site.parameter("timely_complaints", "hours", day)
        due = instant(line.values["opened_at"], site.zone) + timedelta(hours=float(hours))
        resolved = instant(line.values["resolved_at"], site.zone) if line.get("resolved_at") else None
        if due < end or (resolved and resolved < end):
            hit = resolved is not None and resolved <= due
            yield ("timely_complaints", line.values["complaint_id"], rep, day, int(hit), 1)


def list_kpis(site: Site, done: list[Counted]) -> Iterator[Counted]:
    """What lists ask, and which of the events that were counted are on them."""
    listed = set()
    for line in site.lines("tasks"):
        told = line.values
        rep_day = site.covered.get((told["rep_id"], date.fromisoformat(told["date"])))
        if rep_day is None:
            continue
        listed.add((told["kind"], rep_day.rep, rep_day.day))
        quotas = {
            row.get("grade", ""): Fraction(row["quota"])
            for row in site.rows("task_quotas", "assigned_work", rep_day.day)
            if row["kind"].lower() == told["kind"]
        }
        asked = quotas.get(rep_day.grade, quotas.get("", Fraction(told["quantity"])))
        base = half_up(asked * half_up(rep_day.available, 4), 4)
        yield ("assigned_work", f"list {told['kind']}", rep_day.rep, rep_day.day, 0, base)
    for kpi_id, unit, rep, day, quantity, _ in done:
        if (kpi_id, rep, day) in listed:
            yield ("assigned_work", f"{kpi_id} {unit}", rep, day, quantity, 0)


def _staying(site: Site) -> Iterator[Counted]:
    days: dict[tuple[str, date], list[date]] = defaultdict(list)
    left = set()
    for one in site.rep_days:
        days[one.rep, month_of(one.day)].append(one.day)
        if one.has_left:
            left.add((one.rep, month_of(one.day)))
    for (rep, month), covered in days.items():
        first = site.covered.get((rep, month))
        if first is not None and first.employed:
            end = min(site.as_of, next_month(month) - timedelta(1))
            stays = (rep, month) not in left and max(covered) >= end
            yield ("retention", f"{month:%Y-%m}", rep, month, int(stays), 1)
