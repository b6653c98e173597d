"""The published tables, from a landing folder, a policy folder and the as-of day."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from tests.reference.adjustments import SCORE, Adjustment, read_adjustments
from tests.reference.asked import asked_for
from tests.reference.consequences import ConsequenceFinder, read_training
from tests.reference.events import Event, read_happenings
from tests.reference.families.every import family_events
from tests.reference.families.site import Site
from tests.reference.findings import Searcher
from tests.reference.losses import lost_points
from tests.reference.managers import managed_days
from tests.reference.pay.book import Book
from tests.reference.pay.every import pay_lines
from tests.reference.pay.totals import line_rows, total_rows
from tests.reference.people import RepDay, read_rep_days
from tests.reference.periods import period_end, period_start
from tests.reference.policy import Policy, Row, read_policy, truth
from tests.reference.rounding import half_up
from tests.reference.scores import attainment, ranks, score
from tests.reference.targets import GoalSetter, is_quotient

TABLE_OF_GRAIN = {
    "day": "daily",
    "week": "weekly",
    "month": "monthly",
    "quarter": "quarterly",
    "year": "yearly",
}
ROLL_UPS = {
    "rep": ("rep", "team", "site"),
    "team": ("team", "site"),
    "site": ("site",),
    "manager": ("manager",),
}
"""By what a scheme judges, whom it has rows for."""
WEEKLY_REPORT = ("dials", "successful_calls", "potential_opportunities", "valid_opportunities")
MONTHLY_REPORT = (*WEEKLY_REPORT, "customer_coverage")

Key = tuple[Any, ...]
Table = dict[Key, dict[str, Any]]


@dataclass
class Published:
    """Table name -> key -> row. Keys are those of the published contract, in its order.

    `counted` are the events of covered days, with the team of the day.
    """

    tables: dict[str, Table] = field(default_factory=lambda: defaultdict(dict))
    counted: dict[Event, str] = field(default_factory=dict)


def published_tables(landing: Path, policy_folder: Path, as_of: date) -> Published:
    """All published tables that the reference knows."""
    policy = read_policy(policy_folder)
    happenings = read_happenings(landing, policy, as_of)
    rep_days = read_rep_days(landing, policy, happenings.first_day, as_of)
    published = Published()
    team_of = {(rep_day.rep, rep_day.day): rep_day.team for rep_day in rep_days}
    used = {kpi for scheme in policy.rows("schemes") for kpi in policy.scheme_kpis(scheme["scheme_id"])}
    site = Site(landing, policy, happenings.directory, happenings.calls, rep_days, as_of)
    asked = asked_for(policy, rep_days)
    events = happenings.events | {Event(*each) for each in family_events(site, used)}
    published.counted = {
        event: team_of[event.rep, event.day]
        for event in sorted(events, key=lambda event: (event.kpi_id, event.unit_id))
        if event.kpi_id in asked[event.rep, event.day]
    }
    adjustments = read_adjustments(landing, policy, rep_days, as_of)
    builder = _SchemeBuilder(policy, as_of, happenings.first_day, rep_days, published, adjustments)
    for scheme in policy.rows("schemes"):
        builder.add(scheme)
    _add_report(policy, published, "weekly", WEEKLY_REPORT)
    _add_report(policy, published, "monthly", MONTHLY_REPORT)
    training = read_training(landing, policy.site_zone)
    finder = ConsequenceFinder(policy, as_of, rep_days, happenings.sales, training)
    tables = published.tables
    tables["compliance_finding"] = Searcher(
        landing, policy, happenings.directory, happenings.calls, rep_days, as_of
    ).table()
    tables["consequence"] = finder.find(tables["score_monthly"], tables["kpi_monthly"])
    book = Book(site, tables)
    lines = pay_lines(book)
    tables["incentive_line"], tables["incentive_total"] = line_rows(lines), total_rows(book, lines)
    return published


class _SchemeBuilder:
    def __init__(
        self,
        policy: Policy,
        as_of: date,
        first_day: date,
        rep_days: list[RepDay],
        published: Published,
        adjustments: list[Adjustment],
    ) -> None:
        self.policy = policy
        self.as_of = as_of
        self.first_day = first_day
        self.rep_days = rep_days
        self.published = published
        self.goals = GoalSetter(policy)
        self.events: dict[tuple[str, str, date], list[Event]] = defaultdict(list)
        for event in published.counted:
            self.events[event.kpi_id, event.rep, event.day].append(event)
        self.deltas: dict[tuple[str, str, str, date], Fraction] = defaultdict(Fraction)
        self.score_deltas: dict[tuple[str, str, str, str, date], Fraction] = defaultdict(Fraction)
        for one in adjustments:
            if one.kpi_id == SCORE:
                self.score_deltas[one.scheme_id, one.level, one.subject, one.grain, one.start] += one.delta
            else:
                self.deltas[one.scheme_id, one.kpi_id, one.subject, one.start] += one.delta

    def add(self, scheme: Row) -> None:
        """Every subject's rows of one scheme at each of its grains."""
        for level in ROLL_UPS[scheme["subject_kind"]]:
            for grain in sorted(scheme["grains"].split(";"), key=list(TABLE_OF_GRAIN).index):
                for (start, subject), days in self._subject_periods(scheme["scheme_id"], level, grain):
                    self._add_period(scheme, grain, start, level, subject, days)
                if grain != "day":
                    self._add_ranks(scheme["scheme_id"], level, grain)

    def _subject_periods(
        self, scheme_id: str, level: str, grain: str
    ) -> Iterator[tuple[tuple[date, str], list[RepDay]]]:
        site = self.policy.setting("site_id", "site")
        subject_of: dict[str, Callable[[RepDay], str]] = {
            "rep": lambda rep_day: rep_day.rep,
            "team": lambda rep_day: rep_day.team,
            "site": lambda _: site,
        }
        if level == "manager":
            days = managed_days(self.rep_days, scheme_id)
        else:
            mine = [rep_day for rep_day in self.rep_days if scheme_id in rep_day.schemes]
            days = [(subject, rep_day) for rep_day in mine if (subject := subject_of[level](rep_day))]
        periods: dict[tuple[date, str], list[RepDay]] = defaultdict(list)
        for subject, rep_day in days:
            periods[period_start(grain, rep_day.day), subject].append(rep_day)
        for key, days in sorted(periods.items(), key=lambda item: item[0]):
            if any(rep_day.day >= self.first_day for rep_day in days):
                yield key, days

    def _add_period(
        self, scheme: Row, grain: str, start: date, level: str, subject: str, days: list[RepDay]
    ) -> None:
        scheme_id, end = scheme["scheme_id"], period_end(grain, start)
        name = TABLE_OF_GRAIN[grain]
        rows = {
            kpi_id: self._kpi_row(scheme_id, kpi_id, grain, end, days)
            for kpi_id in self.policy.scheme_kpis(scheme_id)
        }
        judged = {kpi: row["attainment"] for kpi, row in rows.items() if row["band"] is not None}
        score_max = Fraction(scheme["score_max"])
        cap = Fraction(scheme.get("attainment_cap") or 1)
        lost = lost_points(self.policy, (scheme_id, level, grain), end, self.as_of, rows)
        total, weights, points = score(score_max, cap, self._weights(scheme_id, grain, days), judged, lost)
        if grain == "year" and scheme.get("year_from") == "quarter":
            total, weights, points = self._mean_of_quarters(start, level, subject, scheme_id), {}, {}
        for kpi_id, row in rows.items():
            row["weight"], row["points"] = weights.get(kpi_id), points.get(kpi_id)
            self.published.tables[f"kpi_{name}"][start, level, subject, scheme_id, kpi_id] = row
        if grain == "day":
            return
        delta = self.score_deltas[scheme_id, level, subject, grain, start]
        adjusted = None if total is None else total + delta
        share = None if adjusted is None else half_up(adjusted / score_max, 6)
        phases = sorted({rep_day.phase for rep_day in days if rep_day.available})
        self.published.tables[f"score_{name}"][start, level, subject, scheme_id] = {
            "period_end": end,
            "phase": ";".join(phases) or None,
            "measured": total,
            "adjustment": delta,
            "score": adjusted,
            "score_max": score_max,
            "attainment": share,
            "band": None if share is None else self.policy.band(scheme_id, max(share, Fraction(0)), end),
            "is_complete": end <= self.as_of,
        }

    def _mean_of_quarters(self, year: date, level: str, subject: str, scheme_id: str) -> Fraction | None:
        found = [
            row["score"]
            for (start, *key), row in self.published.tables["score_quarterly"].items()
            if start.year == year.year and key == [level, subject, scheme_id] and row["score"] is not None
        ]
        return half_up(sum(found, Fraction(0)) / len(found), 4) if found else None

    def _kpi_row(
        self, scheme_id: str, kpi_id: str, grain: str, end: date, days: list[RepDay]
    ) -> dict[str, Any]:
        kpi = self.policy.kpi(kpi_id)
        goal = self.goals.goal(scheme_id, kpi_id, grain, days)
        higher = truth(kpi["higher_is_better"]) is not False
        events = [event for one in days for event in self.events[kpi_id, one.rep, one.day]]
        delta = sum(
            (self.deltas[scheme_id, kpi_id, rep_day.rep, rep_day.day] for rep_day in days), Fraction(0)
        )
        numerator, denominator = None, None
        if is_quotient(kpi):
            numerator = Fraction(sum(event.quantity for event in events))
            denominator = Fraction(sum(event.base or 0 for event in events))
            exact = numerator / denominator if denominator else None
        else:
            exact = _count(kpi["kind"], events) + delta
        reached = None
        if exact is not None:
            reached = attainment(exact, goal.target, higher, goal.any_available)
        actual = None if exact is None else half_up(exact, 4)
        minimum = None if goal.minimum is None else half_up(goal.minimum, 4)
        met = None
        if actual is not None and minimum and goal.minimum_judged:
            met = actual >= minimum if higher else actual <= minimum
        return {
            "period_end": end,
            "actual": actual,
            "measured": None if actual is None else actual - delta,
            "adjustment": delta,
            "numerator": numerator,
            "denominator": denominator,
            "target": None if goal.target is None else half_up(goal.target, 4),
            "minimum": minimum,
            "attainment": reached,
            "band": self.policy.band(scheme_id, max(reached, Fraction(0)), end)
            if goal.judged and reached is not None
            else None,
            "meets_minimum": met,
            "is_complete": end <= self.as_of,
        }

    def _weights(self, scheme_id: str, grain: str, days: list[RepDay]) -> dict[str, Fraction]:
        """Average of the daily weights over the available days."""
        total = sum((rep_day.available for rep_day in days), Fraction(0))
        sums: dict[str, Fraction] = defaultdict(Fraction)
        for rep_day in days:
            if rep_day.available:
                weights = self.policy.weights(scheme_id, rep_day.phase, grain, rep_day.day)
                for kpi_id, points in weights.items():
                    sums[kpi_id] += points * rep_day.available
        return {kpi_id: value / total for kpi_id, value in sums.items()}

    def _add_ranks(self, scheme_id: str, level: str, grain: str) -> None:
        table = self.published.tables[f"score_{TABLE_OF_GRAIN[grain]}"]
        by_period: dict[date, dict[str, Fraction | None]] = defaultdict(dict)
        for (start, kind, subject, scheme), row in table.items():
            if (kind, scheme) == (level, scheme_id):
                by_period[start][subject] = row["score"]
        for start, scores in by_period.items():
            for subject, rank in ranks(scores).items():
                table[start, level, subject, scheme_id]["rank"] = rank


def _count(kind: str, events: list[Event]) -> Fraction:
    if kind == "sum":
        return Fraction(sum(event.quantity for event in events))
    if kind == "distinct":
        return Fraction(len({event.unit_id for event in events}))
    raise ValueError(f"no counts of kind {kind!r}")


def _add_report(policy: Policy, published: Published, name: str, kpi_ids: tuple[str, ...]) -> None:
    """The core scheme on one row per subject and period."""
    core = policy.setting("core_scheme")
    for (start, kind, subject, scheme_id), scored in published.tables[f"score_{name}"].items():
        if scheme_id != core:
            continue
        row = {
            "period_end": scored["period_end"],
            "score": scored["score"],
            "score_band": scored["band"],
            "rank": scored["rank"],
        }
        for kpi_id in kpi_ids:
            kpi = published.tables[f"kpi_{name}"].get((start, kind, subject, scheme_id, kpi_id), {})
            for column in ("actual", "target", "attainment", "band"):
                row[f"{kpi_id}_{column}"] = kpi.get(column)
        published.tables[f"{name}_report"][start, kind, subject] = row
