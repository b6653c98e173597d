"""What the rules say about reps: chains of complete months with enough attendance."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tests.reference.events import Sale
from tests.reference.exports import winners
from tests.reference.people import RepDay
from tests.reference.periods import days_between, period_end, period_start
from tests.reference.policy import Policy, Row, in_force, truth
from tests.reference.rounding import half_up
from tests.reference.targets import GoalSetter, is_quotient

Months = dict[date, list[RepDay]]
ScoreRows = dict[tuple[date, str, str, str], dict[str, Any]]
KpiRows = dict[tuple[date, str, str, str, str], dict[str, Any]]
NO_TRAINING = ("", "0", "false", "no", "f", "n", "否")


def read_training(landing: Path, zone: ZoneInfo) -> set[tuple[str, date]]:
    """Rep and day of every training that was completed."""
    return {
        (line.values["rep_id"], date.fromisoformat(line.values["date"]))
        for line in winners(landing, "training", zone)
        if (line.get("completed") or "").lower() not in NO_TRAINING
    }


@dataclass
class Chain:
    """Consecutive evidence months of a rep under one rule."""

    rule: Row
    rep: str
    months: list[date]
    days: Months


class ConsequenceFinder:
    """Applies the rules of `consequences` to complete months with enough attendance."""

    def __init__(
        self,
        policy: Policy,
        as_of: date,
        rep_days: list[RepDay],
        sales: list[Sale],
        training: set[tuple[str, date]],
    ) -> None:
        self.policy = policy
        self.as_of = as_of
        self.rep_days = rep_days
        self.sale_months = {(sale.rep, period_start("month", sale.day)) for sale in sales}
        self.training = training
        self.goals = GoalSetter(policy)
        self.scores: ScoreRows = {}
        self.kpis: KpiRows = {}

    def find(self, scores: ScoreRows, kpis: KpiRows) -> dict[tuple[str, str, date], dict[str, object]]:
        """(rule_id, subject_id, period_start) -> the named candidate."""
        self.scores, self.kpis = scores, kpis
        found: dict[tuple[str, str, date], dict[str, object]] = {}
        for rule in self.policy.rows("consequences", subject_kind="rep", grain="month"):
            for rep in sorted({rep_day.rep for rep_day in self.rep_days}):
                months = self._evidence_months(rule, rep)
                for month in months:
                    chain = self._hit(rule, rep, months, month)
                    if chain:
                        found[rule["rule_id"], rep, month] = {
                            "period_end": period_end("month", month),
                            "subject_kind": "rep",
                            "scheme_id": rule["scheme_id"],
                            "evidence_periods": ";".join(map(str, chain.months)),
                            "status": "provisional",
                        }
        return found

    def _evidence_months(self, rule: Row, rep: str) -> Months:
        """Complete months of which the rep was there for the rule's share of his working days, in order."""
        months: Months = {}
        calendars: dict[date, str] = {}
        for rep_day in self.rep_days:
            if rep_day.rep == rep:
                calendars[rep_day.day] = rep_day.calendar_id
                if rule["scheme_id"] in rep_day.schemes:
                    months.setdefault(period_start("month", rep_day.day), []).append(rep_day)
        return {
            month: days
            for month, days in sorted(months.items())
            if period_end("month", month) <= self.as_of
            and in_force(rule, period_end("month", month))
            and any(day.available for day in days)
            and sum((day.present for day in days), Fraction(0))
            >= Fraction(rule["min_available_share"] or 0) * self._working_days(month, calendars)
        }

    def _working_days(self, month: date, calendars: dict[date, str]) -> int:
        """By the rep's calendar of each day; by the site's where the roster does not cover it."""
        days = days_between(month, period_end("month", month))
        return sum(self.policy.is_working_day(calendars.get(day, ""), day) for day in days)

    def _hit(self, rule: Row, rep: str, months: Months, end: date) -> Chain | None:
        """The chain that ends with a month, if every step of the rule holds."""
        steps = self._steps(rule, period_end("month", end))
        longest = max(int(step["to_period"]) for step in steps)
        chain = [month for month in months if month <= end][-longest:]
        if len(chain) < longest:
            return None
        told = Chain(rule, rep, chain, months)
        before = 0
        for step in steps:
            if not self._holds(told, step, before):
                return None
            before = int(step["to_period"])
        return told

    def _steps(self, rule: Row, day: date) -> list[Row]:
        if rule["kind"] == "steps":
            rows = self.policy.rows("consequence_steps", rule_id=rule["rule_id"])
            return sorted((row for row in rows if in_force(row, day)), key=lambda row: int(row["step"]))
        if rule["kind"] == "band_streak":
            return [{"from_period": "1", "to_period": rule["periods"], "measure": "each",
                     "comparison": "band", "band": rule["band"]}]  # fmt: skip
        if rule["kind"] == "above_target":
            return [{"from_period": "1", "to_period": "1", "measure": "each", "kpi_id": rule["kpi_id"],
                     "comparison": "above_target", "requires": rule["requires"]}]  # fmt: skip
        raise ValueError(f"no such kind of consequence: {rule['kind']!r}")

    def _holds(self, chain: Chain, step: Row, before: int) -> bool:
        months = chain.months[int(step["from_period"]) - 1 : int(step["to_period"])]
        rows = [self._row(chain, step, month) for month in months]
        scheme = chain.rule["scheme_id"]
        phases = {self.scores[month, "rep", chain.rep, scheme]["phase"] for month in months}
        if step.get("phase") and phases != {step["phase"]}:
            return False
        if step.get("requires") == "sales_won" and not all(
            (chain.rep, month) in self.sale_months for month in months
        ):
            return False
        if step.get("after") == "training":
            first, last = period_end("month", chain.months[before - 1]), period_end("month", months[-1])
            if not any(rep == chain.rep and first < day <= last for rep, day in self.training):
                return False
        if step["measure"] == "together":
            return self._together(chain, step, months, rows)
        return all(self._one(chain, step, month, row) for month, row in zip(months, rows, strict=True))

    def _row(self, chain: Chain, step: Row, month: date) -> dict[str, Any]:
        scheme = chain.rule["scheme_id"]
        if step.get("kpi_id"):
            return self.kpis[month, "rep", chain.rep, scheme, step["kpi_id"]]
        row = self.scores[month, "rep", chain.rep, scheme]
        return {**row, "actual": row["score"], "target": row["score_max"], "denominator": None}

    def _one(self, chain: Chain, step: Row, month: date, row: dict[str, Any]) -> bool:
        if step["comparison"] == "band":
            return bool(row["band"] == step["band"])
        if step["comparison"] == "above_target":
            goal = self.goals.goal(chain.rule["scheme_id"], step["kpi_id"], "month", chain.days[month])
            actual = _unrounded(row)
            return goal.target is not None and actual is not None and actual > goal.target
        value = row["actual"] if step["comparison"].startswith("count") else row["attainment"]
        return _compares(step, value)

    def _together(self, chain: Chain, step: Row, months: list[date], rows: list[dict[str, Any]]) -> bool:
        counts = [Fraction(row["actual"]) for row in rows if row["actual"] is not None]
        if step["comparison"].startswith("count"):
            return _compares(step, sum(counts, Fraction(0)) if counts else None)
        kpi = self.policy.kpi(step["kpi_id"]) if step.get("kpi_id") else {"higher_is_better": "true"}
        available = [sum((day.available for day in chain.days[month]), Fraction(0)) for month in months]
        if step.get("kpi_id") and is_quotient(kpi):
            parts = sum((Fraction(row["denominator"]) for row in rows), Fraction(0))
            reached = sum((Fraction(row["numerator"]) for row in rows), Fraction(0)) * sum(available)
            levels = (Fraction(row["target"]) * days for row, days in zip(rows, available, strict=True))
            wanted = parts * sum(levels, Fraction(0))
        else:
            reached = sum(counts, Fraction(0))
            wanted = sum((Fraction(row["target"] or 0) for row in rows), Fraction(0))
        if truth(kpi["higher_is_better"]) is False:
            attainment = Fraction(1) if reached <= wanted else half_up(wanted / reached, 6)
        else:
            attainment = half_up(reached / wanted, 6) if wanted else None
        return _compares(step, attainment)


def _compares(step: Row, value: Fraction | None) -> bool:
    if value is None:
        return False
    threshold = Fraction(step["threshold"])
    return value >= threshold if step["comparison"].endswith("at_least") else value < threshold


def _unrounded(row: dict[str, Any]) -> Fraction | None:
    """A count as published, a quotient from its two parts; None over no case."""
    if row["denominator"] is None:
        return Fraction(row["actual"])
    return Fraction(row["numerator"], row["denominator"]) if row["denominator"] else None
