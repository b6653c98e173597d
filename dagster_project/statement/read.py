"""Statements out of a publication, each line led back to its rule, its KPI row and its row of an export."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from dagster_project.errors import UsageError, nearest
from dagster_project.statement.owed import collected, is_owed_so
from dagster_project.statement.reckon import reckoned
from dagster_project.trace.opened import Opened, Row
from dagster_project.trace.sql import Value

TOTALS = ("gross", "total", "remainder", "withheld", "released", "payable")
_KPI = re.compile(r"kpi (day|week|month) (\d{4}-\d\d-\d\d) (rep|team|site) (\S+) ([a-z0-9_]+)")
_TABLES = {"day": "kpi_daily", "week": "kpi_weekly", "month": "kpi_monthly"}


@dataclass(frozen=True)
class Line:
    """One line: its columns, the rule's row as `file:line content`, the KPI row and the export's row.

    `agrees`: whether the line, reckoned again by its formula, comes to its amount.
    """

    told: Row
    rule: str
    kpi: Row | None
    source: str | None
    agrees: bool


@dataclass(frozen=True)
class Statement:
    """The lines of a subject, month and scheme, and their total."""

    scheme_id: str
    total: Row
    lines: list[Line]

    @property
    def agrees(self) -> bool:
        """Whether every line that can be reckoned again agrees, and the lines add up to the total."""
        summed = sum((line.told["amount"] for line in self.lines), Decimal(0))
        whole = self.total["total"] + self.total["remainder"]
        paid = self.total["total"] - self.total["withheld"] + self.total["released"]
        adds_up = summed == self.total["gross"] == whole and paid == self.total["payable"]
        return adds_up and all(line.agrees for line in self.lines)


def read_statements(opened: Opened, subject: str, month: date, scheme: str | None) -> list[Statement]:
    """Every statement of a subject's month, by scheme.

    Raises UsageError where there is none, ScorelineError for a version that has no pay.
    """
    where: dict[str, Value] = {"subject": subject, "month": month}
    mine = "where subject_id = $subject and period_start = $month"
    totals = opened.rows(
        f"select * from {opened.table('incentive_total')} {mine} order by scheme_id, subject_kind", where
    )
    found = [total for total in totals if scheme in (None, total["scheme_id"])]
    if not found:
        raise UsageError(_nothing(opened, subject, month, scheme))
    lines = opened.rows(f"select * from {opened.table('incentive_line')} {mine} order by line_no", where)
    return [
        Statement(total["scheme_id"], total, [_line(opened, line) for line in lines if _of(line, total)])
        for total in found
    ]


def _of(line: Row, total: Row) -> bool:
    return (line["scheme_id"], line["subject_kind"]) == (total["scheme_id"], total["subject_kind"])


def _line(opened: Opened, told: Row) -> Line:
    policy = opened.policy(told["closed_in"])
    row = policy.line("incentives", told["rule_line"])
    kind = row.text("kind") if row is not None else ""
    agrees = row is not None and row.text("rule_id") == told["rule_id"] and reckoned(row, told)
    kpi = _kpi(opened, told["scheme_id"], told["evidence"] or "")
    if kpi is not None and kind in {"per_unit", "share_of_kpi"}:
        agrees = agrees and kpi["actual"] == told["quantity"]
    sums = collected(opened, told["scheme_id"], told["evidence"] or "")
    if sums is not None and row is not None:
        kpi, agrees = sums, agrees and is_owed_so(row, told, sums)
    return Line(told, policy.said("incentives", told["rule_line"]), kpi, _source(opened, told), agrees)


def _kpi(opened: Opened, scheme: str, evidence: str) -> Row | None:
    found = _KPI.search(evidence)
    if found is None:
        return None
    grain, start, kind, subject, kpi = found.groups()
    day = date.fromisoformat(start)
    rows = opened.rows(
        f"""
        select period_start, subject_kind, subject_id, scheme_id, kpi_id, actual, numerator, denominator,
            target, attainment
        from {opened.table(_TABLES[grain], day, day)}
        where period_start = $day and subject_kind = $kind and subject_id = $subject and kpi_id = $kpi
            and scheme_id = $scheme
        """,
        {"day": day, "kind": kind, "subject": subject, "kpi": kpi, "scheme": scheme},
    )
    return rows[0] if rows else None


def _source(opened: Opened, told: Row) -> str | None:
    if told["file_id"] is None:
        return None
    files = opened.rows(
        f"select name from {opened.table('lineage_file')} where file_id = $file", {"file": told["file_id"]}
    )
    name: Any = files[0]["name"] if files else "a file that is gone"
    return f"{name}:{told['file_line']} (sha256 {told['file_id']})"


def _nothing(opened: Opened, subject: str, month: date, scheme: str | None) -> str:
    text = f"{month:%Y-%m}"
    known = opened.rows(
        f"select distinct subject_id, period_start, scheme_id from {opened.table('incentive_total')}"
    )
    mine = sorted(
        {row["scheme_id"] for row in known if (row["subject_id"], row["period_start"]) == (subject, month)}
    )
    if mine:
        return f"--scheme: {scheme!r} pays {subject} nothing in {text}; expected {', '.join(mine)}"
    months = sorted({f"{row['period_start']:%Y-%m}" for row in known if row["subject_id"] == subject})
    if months:
        return (
            f"--month: no rule pays {subject} anything in {text}; there are statements of {', '.join(months)}"
        )
    hint = nearest(subject, {row["subject_id"] for row in known})
    return f"--subject: no rule pays {subject!r} anything in version {opened.version}{hint}"
