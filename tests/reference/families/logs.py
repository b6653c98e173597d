"""Work logs: days that have one, and days whose log was not there when it was due."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from fractions import Fraction

from tests.reference.exports import revisions, winners
from tests.reference.families.site import Counted, Site
from tests.reference.periods import period_end
from tests.reference.times import instant

NEVER = date(9999, 1, 1)
Written = dict[tuple[str, date], datetime]


def log_kpis(site: Site, used: set[str]) -> Iterator[Counted]:
    """Events of the KPIs in `used`."""
    if used & {"work_logs", "late_logs"}:
        written = _first_written(site)
        yield from _work_logs(site, written)
        if "late_logs" in used:
            yield from _late_logs(site, written)


def _first_written(site: Site) -> Written:
    """By rep and day, when any revision first said that there is a log."""
    found: dict[tuple[str, date], list[datetime]] = defaultdict(list)
    for history in revisions(site.landing, "activities", site.zone).values():
        for line in history:
            day = site.day(line, "occurred_at")
            if line.values["kind"] == "log" and day:
                at = line.get("updated_at") or line.values["occurred_at"]
                found[line.values["rep_id"], day].append(instant(at, site.zone))
    return {key: min(moments) for key, moments in found.items()}


def _month_due(site: Site, kpi_id: str, day: date) -> date:
    """The day of the next month on which a month's logs are due; the end of time where none is said."""
    rows = [row for row in site.rows("kpi_parameters", kpi_id, day) if row["name"] == "month_day"]
    return period_end("month", day) + timedelta(int(rows[0]["value"])) if rows else NEVER


def _is_by(site: Site, at: datetime | None, due: date) -> bool:
    return at is not None and at < instant(f"{due + timedelta(1)} 00:00:00", site.zone)


def _there(site: Site) -> dict[str, dict[date, Fraction]]:
    """By rep, how far each covered day was there for activities."""
    found: dict[str, dict[date, Fraction]] = defaultdict(dict)
    for one in site.rep_days:
        found[one.rep][one.day] = one.availability("activities")
    return found


def _from(there: dict[date, Fraction], day: date) -> date | None:
    """The first day from this one on, up to the as-of day, on which the rep was there."""
    return min((one for one, available in there.items() if available and one >= day), default=None)


def _work_logs(site: Site, written: Written) -> Iterator[Counted]:
    stands = {
        (line.values["rep_id"], site.day(line, "occurred_at"))
        for line in winners(site.landing, "activities", site.zone)
        if line.values["kind"] == "log"
    }
    there, logged = _there(site), {(one.rep, one.day): one.logged for one in site.rep_days}
    for (rep, day), at in written.items():
        last = period_end("month", day)
        back, due = _from(there[rep], last + timedelta(1)), _month_due(site, "work_logs", day)
        worth = logged.get((rep, day), Fraction(1))
        in_time = due == NEVER or _is_by(site, at, max(due, back or due))
        if (rep, day) in stands and worth and in_time:
            units = -(-worth * 10_000 // 1)
            yield ("work_logs", day.isoformat(), rep, day, Fraction(units, 10_000), None)


def _late_logs(site: Site, written: Written) -> Iterator[Counted]:
    first = min((day for _, day in written), default=date.max)
    there = _there(site)
    for one in site.rep_days:
        if one.availability("activities") and one.day >= first:
            weekday = int(site.parameter("late_logs", "weekday", one.day))
            tuesday = one.day - timedelta(one.day.weekday()) + timedelta(6 + weekday)
            due = _from(there[one.rep], min(tuesday, _month_due(site, "late_logs", one.day)))
            if due and not _is_by(site, written.get((one.rep, one.day)), due):
                yield ("late_logs", one.day.isoformat(), one.rep, due, 1, None)
