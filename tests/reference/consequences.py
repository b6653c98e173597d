"""Named reward and penalty candidates among the reps."""

from datetime import date
from fractions import Fraction
from typing import Any

from tests.reference.events import Sale
from tests.reference.people import RepDay
from tests.reference.periods import period_end, period_start
from tests.reference.policy import Policy, Row, in_force
from tests.reference.targets import GoalSetter

Months = dict[date, list[RepDay]]
ScoreRows = dict[tuple[date, str, str, str], dict[str, object]]
KpiRows = dict[tuple[date, str, str, str, str], dict[str, Any]]


class ConsequenceFinder:
    """Applies the rules of `consequences` to complete months with enough attendance."""

    def __init__(self, policy: Policy, as_of: date, rep_days: list[RepDay], sales: list[Sale]) -> None:
        self.policy = policy
        self.as_of = as_of
        self.rep_days = rep_days
        self.sale_months = {(sale.rep, period_start("month", sale.day)) for sale in sales}
        self.goals = GoalSetter(policy)

    def find(self, scores: ScoreRows, kpis: KpiRows) -> dict[tuple[str, str, date], dict[str, object]]:
        """(rule_id, subject_id, period_start) -> the named candidate."""
        found: dict[tuple[str, str, date], dict[str, object]] = {}
        for rule in self.policy.rows("consequences", subject_kind="rep", grain="month"):
            for rep in sorted({rep_day.rep for rep_day in self.rep_days}):
                months = self._evidence_months(rule, rep)
                for month in self._hits(rule, rep, months, scores, kpis):
                    found[rule["rule_id"], rep, month] = {
                        "period_end": period_end("month", month),
                        "subject_kind": "rep",
                        "scheme_id": rule["scheme_id"],
                    }
        return found

    def _evidence_months(self, rule: Row, rep: str) -> Months:
        """Complete months with at least the rule's share of available days, in order."""
        months: Months = {}
        for rep_day in self.rep_days:
            if rep_day.rep == rep and rule["scheme_id"] in rep_day.schemes:
                months.setdefault(period_start("month", rep_day.day), []).append(rep_day)
        return {
            month: days
            for month, days in sorted(months.items())
            if period_end("month", month) <= self.as_of
            and sum((day.available for day in days), Fraction(0))
            >= Fraction(rule["min_available_share"])
            * self.policy.base_days("month", days[-1].calendar_id, month)
        }

    def _hits(self, rule: Row, rep: str, months: Months, scores: ScoreRows, kpis: KpiRows) -> list[date]:
        hits, streak = [], 0
        for month, days in months.items():
            if not in_force(rule, period_end("month", month)):
                continue
            if rule["kind"] == "band_streak":
                band = scores[month, "rep", rep, rule["scheme_id"]]["band"]
                streak = streak + 1 if band == rule["band"] else 0
                if streak >= int(rule["periods"]):
                    hits.append(month)
            elif rule["kind"] == "above_target":
                goal = self.goals.goal(rule["scheme_id"], rule["kpi_id"], "month", days)
                actual = _unrounded(kpis[month, "rep", rep, rule["scheme_id"], rule["kpi_id"]])
                sold = rule["requires"] != "sales_won" or (rep, month) in self.sale_months
                if goal.target is not None and actual is not None and actual > goal.target and sold:
                    hits.append(month)
            else:
                raise ValueError(f"no such kind of consequence: {rule['kind']!r}")
        return hits


def _unrounded(row: dict[str, Any]) -> Fraction | None:
    """A count as published, a quotient from its two parts; None over no case."""
    if row["denominator"] is None:
        return Fraction(row["actual"])
    return Fraction(row["numerator"], row["denominator"]) if row["denominator"] else None
