"""Targets and minimums that grow with available days."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tests.reference.people import RepDay
from tests.reference.periods import length_rank, period_start
from tests.reference.policy import Policy, Row
from tests.reference.rounding import half_up

Segment = tuple[str, int, Fraction, str, date, str]


@dataclass(frozen=True)
class Goal:
    """What a subject should reach in a period; None where no policy row fits.

    `judged` and `minimum_judged`: whether the grain is long enough for a band and for the minimum.
    """

    target: Fraction | None
    minimum: Fraction | None
    judged: bool
    minimum_judged: bool
    any_available: bool


class GoalSetter:
    """Sums target segments: one rep, one target row, one season, one base period that `per` names.
    Targets of quotients are levels instead: averaged by available days, never prorated or added.
    """

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.rows: dict[int, Row] = {}
        self.serving: dict[tuple[str, str, str, RepDay], Row | None] = {}

    def goal(self, scheme_id: str, kpi_id: str, grain: str, rep_days: Sequence[RepDay]) -> Goal:
        """The goal over these days of a subject, all of them in one period of the grain."""
        entity = self.policy.kpi(kpi_id).get("entity", "")
        targets: dict[Segment, Fraction] = defaultdict(Fraction)
        minimums: dict[Segment, Fraction] = defaultdict(Fraction)
        pers, minimum_pers = [], []
        for rep_day in rep_days:
            row = self._serving(scheme_id, kpi_id, grain, rep_day)
            if row is None:
                continue
            available = rep_day.availability(entity)
            targets[self._segment(row, row["per"], rep_day)] += available
            minimum_per = row.get("minimum_per") or row["per"]
            if row.get("minimum"):
                minimums[self._segment(row, minimum_per, rep_day)] += available
            if available:
                pers.append(row["per"])
                if row.get("minimum"):
                    minimum_pers.append(minimum_per)
        sum_up = self._average if is_quotient(self.policy.kpi(kpi_id)) else self._total
        return Goal(
            target=sum_up(targets, "standard"),
            minimum=sum_up(minimums, "minimum"),
            judged=_long_enough(pers, grain),
            minimum_judged=_long_enough(minimum_pers, grain),
            any_available=any(rep_day.availability(entity) for rep_day in rep_days),
        )

    def _serving(self, scheme_id: str, kpi_id: str, grain: str, rep_day: RepDay) -> Row | None:
        key = (scheme_id, kpi_id, grain, rep_day)
        if key not in self.serving:
            self.serving[key] = self.policy.serving_target(
                scheme_id, kpi_id, grain, rep_day.day, rep_day.grade, rep_day.hired_on
            )
        return self.serving[key]

    def _segment(self, row: Row, per: str, rep_day: RepDay) -> Segment:
        self.rows[id(row)] = row
        factor = self.policy.season(row["scheme_id"], row["kpi_id"], rep_day.day)
        return (rep_day.rep, id(row), factor, per, period_start(per, rep_day.day), rep_day.calendar_id)

    def _average(self, segments: dict[Segment, Fraction], column: str) -> Fraction | None:
        if not segments:
            return None
        days = sum(segments.values(), Fraction(0))
        weighed = [Fraction(self.rows[key[1]][column]) * key[2] * days for key, days in segments.items()]
        return half_up(sum(weighed, Fraction(0)) / days, 12) if days else Fraction(0)

    def _total(self, segments: dict[Segment, Fraction], column: str) -> Fraction | None:
        if not segments:
            return None
        total = Fraction(0)
        for (_, row_id, factor, per, start, calendar_id), available in segments.items():
            if available:
                base = self.policy.base_days(per, calendar_id, start)
                total += half_up(Fraction(self.rows[row_id][column]) * factor * available / base, 12)
        return total


def is_quotient(kpi: Row) -> bool:
    """Whether the KPI is a numerator over a denominator."""
    return kpi["kind"] in ("ratio", "mean")


def _long_enough(pers: list[str], grain: str) -> bool:
    return bool(pers) and all(length_rank(per) <= length_rank(grain) for per in pers)
