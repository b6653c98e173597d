"""Nodes of approved adjustments: who, when, why, how much, and their line."""

from __future__ import annotations

from dagster_project.trace.asked import Question
from dagster_project.trace.books import Books
from dagster_project.trace.exact import plain
from dagster_project.trace.lines import cell, history_nodes, line_node, missing_node
from dagster_project.trace.opened import Opened, Row
from dagster_project.trace.revisions import histories, key_of, number
from dagster_project.trace.tree import Check, Node

SCORE = "score"


def adjustments(opened: Opened, question: Question) -> dict[str, list[Row]]:
    """By KPI (or `score`) the adjustments that entered the period."""
    rows = opened.rows(
        f"""
        select * from {opened.table("adjustment")} as adjustment
        where scheme_id = $scheme and (
            (kpi_id = 'score' and subject_kind = $kind and subject_id = $subject
                and grain = $grain and period_start = $start)
            or (kpi_id <> 'score' and grain = 'day' and exists (
                from member_day where rep_id = adjustment.subject_id and day = adjustment.period_start))
        )
        order by kpi_id, period_start, adjustment_id
        """,
        question.values,
    )
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["kpi_id"], []).append(row)
    return found


def adjustment_nodes(books: Books, rows: list[Row], *, reveal: bool) -> list[Node]:
    """One node each. The books have learnt the lines."""
    nodes = []
    for row in rows:
        title = (
            f"adjustment {row['adjustment_id']}: {row['delta']:+f} for {row['subject_id']}, {row['period']}, "
            f"approved by {row['approved_by']} at {row['approved_at']}"
        )
        facts: dict[str, str | None] = {
            "delta": plain(row["delta"]),
            "reason": cell("reason", row["reason"], reveal=reveal),
            "approved by": row["approved_by"],
            "approved at": str(row["approved_at"]),
        }
        node = Node("adjustment", title, facts)
        nodes.append(node)
        place = (row["file_id"], row["line_no"])
        line = books.line(place)
        if line is None:
            node.children.append(missing_node(place, books.store))
            continue
        node.checks.append(Check("delta", plain(row["delta"]), plain(number(line.get("delta")))))
        node.checks.append(Check("approved by", row["approved_by"], line.get("approved_by")))
        node.children.append(line_node(line, "says so", reveal=reveal))
        found = books.store.matching(
            "adjustments", "trim(adjustment_id) = $id", {"id": line.get("adjustment_id") or ""}
        )
        node.children += history_nodes(histories(found)[key_of(line)], reveal=reveal)
    return nodes
