"""KPIs whose points are lost for a condition of the period."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from tests.reference.policy import Policy, Row, in_force


def lost_points(
    policy: Policy, scheme_id: str, level: str, grain: str, end: date, rows: Mapping[str, Mapping[str, Any]]
) -> set[str]:
    """By the period's rows of KPIs, for a period that is over."""
    found = policy.rows("point_losses", scheme_id=scheme_id, subject_kind=level, grain=grain)
    return {
        row["kpi_id"]
        for row in found
        if in_force(row, end) and _holds(row, rows[row.get("by_kpi_id") or row["kpi_id"]])
    }


def _holds(row: Row, kpi: Mapping[str, Any]) -> bool:
    threshold = Fraction(row["threshold"])
    if row["comparison"].startswith("count"):
        value = kpi["actual"]
    else:
        value = kpi["attainment"] if kpi["band"] is not None else None
    if value is None:
        return False
    return bool(value >= threshold if row["comparison"].endswith("at_least") else value < threshold)
