"""Steps of consequences: periods without gaps, and what each comparison needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from dagster_project.errors import Problem
from dagster_project.policy.checks.rules import score_problems, target_problems
from dagster_project.policy.sheet import Line, Sheet

_NEEDS = {
    "band": ("band",),
    "above_target": ("kpi_id",),
    "at_least": ("threshold",),
    "below": ("threshold",),
    "count_at_least": ("kpi_id", "threshold"),
    "count_below": ("kpi_id", "threshold"),
}
_ONE_BY_ONE = ("band", "above_target")
"""Comparisons for which several periods have nothing that they make together."""


def problems(sheet: Sheet, _computed_kpis: AbstractSet[str] | None) -> Iterator[Problem]:
    """Steps of a rule that has none, gaps and order of the periods, and what a comparison leaves unread."""
    rules = {line.text("rule_id"): line for line in sheet.lines("consequences")}
    steps: dict[str, list[Line]] = defaultdict(list)
    for line in sheet.sound("consequence_steps"):
        rule = rules.get(line.text("rule_id"))
        if rule is None:
            continue
        if rule.text("kind") not in ("", "steps"):
            yield line.problem("rule_id", f"a rule of kind {rule.text('kind')} has no steps of its own")
        yield from _step(sheet, line, rule)
        steps[line.text("rule_id")].append(line)
    for lines in steps.values():
        yield from _chain(sorted(lines, key=lambda line: line.whole("step") or 0))


def _step(sheet: Sheet, line: Line, rule: Line) -> Iterator[Problem]:
    comparison = line.text("comparison")
    needed = _NEEDS.get(comparison, ())
    for column in ("kpi_id", "band", "threshold"):
        if column in needed and not line.row.text(column):
            yield line.problem(column, f"expected a value: the comparison {comparison} needs it")
        if column not in (*needed, "kpi_id") and line.row.text(column):
            yield line.problem(column, f"expected blank: the comparison {comparison} does not look at it")
    if comparison in _ONE_BY_ONE and line.text("measure") == "together":
        yield line.problem("measure", f"expected each: the comparison {comparison} judges periods one by one")
    if line.text("kpi_id"):
        yield from target_problems(sheet, line, rule)
    if comparison == "band" or not line.text("kpi_id"):
        yield from score_problems(sheet, line, rule)


def _chain(lines: list[Line]) -> Iterator[Problem]:
    """The periods of steps that hold on the same days: from the first on, without a gap."""
    for place, line in enumerate(lines):
        earlier = [other for other in lines[:place] if other.span.meets(line.span)]
        first, last = line.whole("from_period") or 1, line.whole("to_period") or 1
        if last < first:
            yield line.problem("to_period", f"expected {first} (from_period) or more")
        reached = max((other.whole("to_period") or 1 for other in earlier), default=0)
        if first > reached + 1:
            yield line.problem(
                "from_period", f"expected {reached + 1} or less: no step looks at the periods before"
            )
        if line.text("after") and not earlier:
            yield line.problem("after", "expected blank: nothing can come before the first step")
