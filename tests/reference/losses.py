"""KPIs whose points are lost for a condition of the period."""

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from tests.reference.policy import Policy, Row, in_force


def lost_points(
    policy: Policy,
    scored: tuple[str, str, str],
    end: date,
    as_of: date,
    rows: Mapping[str, Mapping[str, Any]],
) -> set[str]:
    """By the rows of KPIs, once the period has been over as long as a row says.

    `scored`: scheme, level, grain.
    """
    scheme_id, level, grain = scored
    found = policy.rows("point_losses", scheme_id=scheme_id, subject_kind=level, grain=grain)
    return {
        row["kpi_id"]
        for row in found
        if end + timedelta(int(row.get("after_days") or 0)) <= as_of
        and in_force(row, end)
        and _holds(row, rows[row.get("by_kpi_id") or row["kpi_id"]])
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
