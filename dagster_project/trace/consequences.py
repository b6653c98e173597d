"""Nodes of consequences: the rule, its steps with file and line, and the evidence with its values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from dagster_project.policy.model import Row as PolicyRow
from dagster_project.trace.asked import Question, period_of
from dagster_project.trace.exact import plain
from dagster_project.trace.opened import Opened, Row
from dagster_project.trace.policy_rows import PolicyRows, in_force
from dagster_project.trace.steps import step_holds
from dagster_project.trace.together import Together, available_days, together
from dagster_project.trace.tree import Check, Node, shown


def consequence_nodes(opened: Opened, question: Question) -> list[Node]:
    """What the rules say of the subject on evidence that the asked period is part of.

    Reads the members' days of other periods: what was read of the asked one is gone afterwards.
    """
    if question.period.grain == "day" or not opened.has("consequence"):
        return []
    rows = opened.rows(
        f"""
        select * from {opened.table("consequence")}
        where subject_kind = $kind and subject_id = $subject and scheme_id = $scheme
            and list_contains(string_split(evidence_periods, ';'), cast($start as varchar))
        order by rule_id, period_start
        """,
        question.values,
    )
    grain = question.period.grain
    return [
        _node(opened, question, row)
        for row in rows
        if period_of(grain, row["period_start"]).end == row["period_end"]
    ]


def _node(opened: Opened, question: Question, row: Row) -> Node:
    policy = _judged_by(opened, row["period_end"])
    days = [date.fromisoformat(day) for day in row["evidence_periods"].split(";")]
    periods = [period_of(question.period.grain, day) for day in days]
    title = f"consequence {row['rule_id']} at {periods[-1]}: {row['says_en']} ({row['status']})"
    rule = next(iter(_in_force(policy, "consequences", row)), None)
    facts: dict[str, str | None] = {
        "rule": None if rule is None else policy.said("consequences", rule.line_no),
        "says": row["says_zh"],
        "evidence": ", ".join(str(period) for period in periods),
        "decided by": row.get("decided_by"),
        "decided at": None if row.get("decided_at") is None else str(row["decided_at"]),
        "reason": row.get("reason"),
    }
    node = Node("consequence", title, facts)
    steps = [
        policy.said("consequence_steps", step.line_no) for step in _in_force(policy, "consequence_steps", row)
    ]
    told = _in_force(policy, "consequence_steps", row) or ([rule] if rule else [])
    for place, step in enumerate(told):
        first, last = int(step.text("from_period") or 1), int(step.text("to_period") or len(days))
        seen = _published(opened, question, step.text("kpi_id"), days[first - 1 : last])
        words = steps[place] if steps else policy.said("consequences", step.line_no)
        child = Node(
            "step", f"{step.text('kpi_id') or 'score'} of {last - first + 1} period(s)", {"policy": words}
        )
        child.children = [_period_node(question, one) for one in seen]
        summed = _summed(opened, question, step, seen, policy)
        if summed is not None:
            reached = "no attainment" if summed.attainment is None else f"attainment {summed.attainment:f}"
            child.children.append(Node("evidence", f"together: {summed.said}, {reached}"))
        asked = [
            replace(question, period=period_of(question.period.grain, each["period_start"])) for each in seen
        ]
        holds = step_holds(opened, asked, step, seen, policy)
        child.checks.append(Check("holds", "yes", "yes" if holds else "no"))
        besides = [name for name in ("requires", "after") if step.text(name)]
        if besides:
            child.facts["asks besides"] = ", ".join(f"{name} {step.text(name)}" for name in besides)
        node.children.append(child)
    return node


def _judged_by(opened: Opened, end: date) -> PolicyRows:
    """The policy of the version that closed the month in which the evidence ends, else today's."""
    if not opened.has("closed_month"):
        return opened.policy()
    closed = opened.rows(
        f"select closed_in from {opened.table('closed_month')} where month_start = date_trunc('month', $end)",
        {"end": end},
    )
    return opened.policy(closed[0]["closed_in"] if closed else None)


def _in_force(policy: PolicyRows, table: str, row: Row) -> list[PolicyRow]:
    """The rule's rows of a table that hold where its evidence ends, steps in their order."""
    found = [
        one
        for one in policy.rows(table)
        if one.text("rule_id") == row["rule_id"] and in_force(one, row["period_end"])
    ]
    return sorted(found, key=lambda one: int(one.text("step") or 0)) if table != "consequences" else found


def _published(opened: Opened, question: Question, kpi: str, days: Iterable[date]) -> list[Row]:
    """What is published of each period: of the KPI, or of the score."""
    table = f"{'kpi' if kpi else 'score'}_{question.period.suffix}"
    mine = "and kpi_id = $kpi" if kpi else ""
    rows = opened.rows(
        f"""
        select * from {opened.table(table)}
        where subject_kind = $kind and subject_id = $subject and scheme_id = $scheme {mine}
        """,
        question.values | {"kpi": kpi},
    )
    wanted = set(days)
    return sorted(
        (row for row in rows if row["period_start"] in wanted), key=lambda row: str(row["period_start"])
    )


def _period_node(question: Question, row: Row) -> Node:
    period = period_of(question.period.grain, row["period_start"])
    if "kpi_id" in row:
        numbers = f"actual {shown(plain(row['actual']))}, target {shown(plain(row['target']))}"
    else:
        numbers = f"score {shown(plain(row['score']))} of {plain(row['score_max'])}"
    reached = "no attainment" if row["attainment"] is None else f"attainment {row['attainment']:f}"
    return Node("evidence", f"{period}: {numbers}, {reached}, {shown(row['band'])}")


def _summed(
    opened: Opened, question: Question, step: PolicyRow, seen: list[Row], policy: PolicyRows
) -> Together | None:
    """The step's periods as one, if it judges them so; None where the days are not told that levels need."""
    if step.text("measure") != "together" or step.text("comparison").startswith("count"):
        return None
    days = available_days(opened, question, seen)
    if days is None and any(row.get("denominator") is not None for row in seen):
        return None
    kpi = step.text("kpi_id")
    return together(seen, days or [Decimal(0)] * len(seen), higher=not kpi or policy.kind(kpi)[1])
