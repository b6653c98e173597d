"""Steps of consequences once more: whether the periods' numbers, and what they are made of, meet them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from dagster_project.policy.model import Row as PolicyRow
from dagster_project.trace.asked import Question
from dagster_project.trace.evidence import KpiEvidence, goal
from dagster_project.trace.gather import gather
from dagster_project.trace.opened import Opened, Row
from dagster_project.trace.policy_rows import PolicyRows
from dagster_project.trace.together import together


def step_holds(
    opened: Opened, asked: list[Question], step: PolicyRow, seen: list[Row], policy: PolicyRows
) -> bool:
    """Whether the numbers of the periods meet the step; `asked` are the questions about them, `seen` their
    published rows. What a step asks besides numbers (sales won, training) is no part of it.
    """
    if step.text("phase") and any(_phase(opened, one) != step.text("phase") for one in asked):
        return False
    comparison = step.text("comparison") or ("band" if step.text("band") else "above_target")
    if comparison == "band":
        return all(row["band"] == step.text("band") for row in seen)
    if comparison == "above_target":
        return all(_is_above(gather(opened, one).kpis[step.text("kpi_id")]) for one in asked)
    values = _values(opened, asked, step, seen, policy)
    threshold = Decimal(step.text("threshold"))
    if comparison.endswith("at_least"):
        return all(value is not None and value >= threshold for value in values)
    return all(value is not None and value < threshold for value in values)


def _values(
    opened: Opened, asked: list[Question], step: PolicyRow, seen: list[Row], policy: PolicyRows
) -> list[Decimal | None]:
    """What is held against the threshold: of each period, or of all together."""
    counts = step.text("comparison").startswith("count")
    values = [row["actual" if counts else "attainment"] for row in seen]
    if step.text("measure") != "together":
        return values
    if counts:
        return [sum((value for value in values if value is not None), Decimal(0))]
    higher = not step.text("kpi_id") or policy.kind(step.text("kpi_id"))[1]
    return [together(seen, [_available(opened, one) for one in asked], higher=higher).attainment]


def _is_above(told: KpiEvidence) -> bool:
    """Whether the actual, not rounded, is above the target, not rounded."""
    target, measured = goal(told.targets, told), told.measured
    if target is None or measured is None:
        return False
    return measured + Fraction(0 if told.is_level else told.adjustment) > Fraction(target)


def _available(opened: Opened, question: Question) -> Decimal:
    """The subject's available days of the period."""
    gather(opened, question)
    days = opened.rows("select sum(judged_available) as days from member_day")[0]["days"]
    return days or Decimal(0)


def _phase(opened: Opened, question: Question) -> str | None:
    return ";".join(gather(opened, question).phases) or None
