"""The lines about one subject in one period and scheme: short ones, JSON has every column."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from dagster_project.comparison.compare import Change
from dagster_project.comparison.grouping import Group, grouped
from dagster_project.comparison.showing import OF_A_KPI, OF_A_SCORE, OF_PAY, values
from dagster_project.preview.counts import TOTAL
from dagster_project.preview.pay import RulePay
from dagster_project.preview.run import Preview

SCORE = ("score", "band", "rank")
KPI = ("actual", "target", "attainment", "band", "points", "meets_minimum")
PAY = ("payable",)
WOULD = {"appeared": "appears", "vanished": "vanishes", "changed": "changes"}


def subject_lines(found: Preview) -> list[list[str]]:
    """Lines by subject, period and scheme: consequences and colours first, then money, then scores."""
    groups = sorted(grouped(found.changes), key=lambda group: (-group.colours, not _is_paid(group)))
    waiting: dict[tuple[object, ...] | None, list[RulePay]] = {}
    for one in found.pay:
        waiting.setdefault(_whose(one), []).append(one)
    told = [_group(group, waiting.pop(_of(group.head), ())) for group in groups]
    # What is left changes no total: one rule takes what another gives.
    return [*told, *([_title(pay[0]), *_rules(pay)] for pay in waiting.values())]


def _group(group: Group, pay: Sequence[RulePay]) -> list[str]:
    head = group.head
    title = f"{head.subject_kind} {head.subject_id}, {head.grain} {head.period}, {head.scheme_id}"
    score = values(group, None, SCORE) or values(group, None, OF_A_SCORE)
    lines = [f"{title}: {score}" if score else title]
    for rule, changes in group.consequences.items():
        lines += [f"  consequence {rule} {WOULD[one.change]}: {_evidence(one)}" for one in changes]
    if paid := values(group, None, PAY) or values(group, None, OF_PAY):
        lines.append(f"  pay: {paid}")
    lines += _rules(pay)
    for kpi in dict.fromkeys(one.kpi_id for one in group.changes if one.kpi_id is not None):
        lines.append(f"  {kpi}: {values(group, kpi, KPI) or values(group, kpi, OF_A_KPI)}")
    return lines


def _is_paid(group: Group) -> bool:
    return any(one.table_name == TOTAL for one in group.changes)


def _evidence(one: Change) -> str:
    if one.change == "changed":
        return f"{one.column_name} {one.old_value} -> {one.new_value}"
    return f"{one.column_name} {one.old_value or one.new_value}"


def _title(one: RulePay) -> str:
    return f"{one.subject_kind} {one.subject_id}, month {one.period_start:%Y-%m}, {one.scheme_id}"


def _rules(pay: Sequence[RulePay]) -> list[str]:
    return [f"  rule {one.rule_id}: {_sum(one.old)} -> {_sum(one.new)}" for one in pay]


def _sum(amount: Decimal | None) -> str:
    return "-" if amount is None else str(amount)


def _whose(one: RulePay) -> tuple[object, ...]:
    return one.period_start, one.subject_kind, one.subject_id, one.scheme_id


def _of(head: Change) -> tuple[object, ...] | None:
    """Whose pay the change stands beside; pay is by month."""
    if head.grain != "month":
        return None
    return head.period_start, head.subject_kind, head.subject_id, head.scheme_id
