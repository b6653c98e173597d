"""What of the money that was due had come: what pay that is owed only while it comes rests on."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction

from dagster_project.policy.model import Row as PolicyRow
from dagster_project.trace.exact import half_up
from dagster_project.trace.opened import Opened, Row

_EVIDENCE = re.compile(r"kpi year to date (\d{4}-\d\d-\d\d) (rep|team|site) (\S+) (collection_rate)\b")
SUMS = ("year came", "year due", "month came", "month due")


def collected(opened: Opened, scheme: str, evidence: str) -> Row | None:
    """The published sums that a line's evidence names: whose, of which month, and `SUMS` in money."""
    found = _EVIDENCE.search(evidence)
    if found is None:
        return None
    start, kind, subject, kpi = found.groups()
    day = date.fromisoformat(start)
    rows = opened.rows(
        f"""
        select name, quantity from {opened.table("incentive_input")}
        where input = 'collected' and day = $day and subject_kind = $kind and subject_id = $subject
            and scheme_id = $scheme
        """,
        {"day": day, "kind": kind, "subject": subject, "scheme": scheme},
    )
    sums = {row["name"]: row["quantity"] for row in rows}
    whose = {"period_start": day, "subject_kind": kind, "subject_id": subject, "kpi_id": kpi}
    return {**whose, **{name: sums[name] for name in SUMS}} if set(SUMS) <= sums.keys() else None


def is_owed_so(rule: PolicyRow, told: Row, sums: Row) -> bool:
    """Whether the line takes back what these sums leave unowed."""
    threshold, from_month = Fraction(rule.text("threshold")), int(rule.text("from_month") or 13)
    due, month_due = Fraction(sums["year due"]), Fraction(sums["month due"])
    reached = Fraction(sums["year came"]) / due if due else Fraction(1)
    is_full = month_due > 0 and Fraction(sums["month came"]) >= threshold * month_due
    in_part = is_full and told["period_start"].month >= from_month
    kept = half_up(min(reached, Fraction(1)), 6) if in_part else Decimal(0)
    return bool(reached < threshold and told["rate"] == kept - 1)
