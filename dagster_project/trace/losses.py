"""Points that are lost by a condition of the period: point_losses.csv, held once more against the numbers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Protocol

from dagster_project.policy.model import Row as PolicyRow
from dagster_project.trace.evidence import Evidence
from dagster_project.trace.policy_rows import PolicyRows, in_force


class Reached(Protocol):
    """What a KPI reached in the period."""

    @property
    def actual(self) -> Decimal | None:
        """As published, adjustments included."""

    @property
    def attainment(self) -> Decimal | None:
        """As published, without the cap."""

    @property
    def is_judged(self) -> bool:
        """Whether the grain is long enough to judge it."""


def lost_points(
    evidence: Evidence, reached: Mapping[str, Reached], policy: PolicyRows, as_of: date
) -> dict[str, int]:
    """The KPIs whose points are lost on the as-of day, each with the first line that says so."""
    question, lost = evidence.question, dict[str, int]()
    for row in policy.rows("point_losses"):
        where = row.text("scheme_id"), row.text("subject_kind"), row.text("grain")
        kpi = row.text("kpi_id")
        by, own = reached.get(row.text("by_kpi_id") or kpi), reached.get(kpi)
        if where != (question.scheme, question.kind, question.period.grain) or by is None or own is None:
            continue
        if own.attainment is not None and _is_due(row, question.period.end, as_of) and _holds(row, by):
            lost.setdefault(kpi, row.line_no)
    return lost


def _is_due(row: PolicyRow, end: date, as_of: date) -> bool:
    return in_force(row, end) and end + timedelta(int(row.text("after_days") or 0)) <= as_of


def _holds(row: PolicyRow, by: Reached) -> bool:
    comparison, threshold = row.text("comparison"), Decimal(row.text("threshold"))
    judged = by.attainment if by.is_judged else None
    value = by.actual if comparison.startswith("count") else judged
    if value is None:
        return False
    return value >= threshold if comparison.endswith("at_least") else value < threshold
