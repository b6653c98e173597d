"""Nodes of what somebody says that he called and the phone system does not know: no KPI counts it."""

from __future__ import annotations

from dagster_project.trace.asked import Question
from dagster_project.trace.books import Books
from dagster_project.trace.lines import line_node, missing_node
from dagster_project.trace.opened import Opened
from dagster_project.trace.tree import Check, Node

REASON = "unverified claim"


def claim_nodes(opened: Opened, books: Books, question: Question, reps: list[str]) -> list[Node]:
    """The unverified claims of these reps in the period, each with its line of the export."""
    if not opened.has("compliance_finding"):
        return []
    rows = opened.rows(
        f"select * from {opened.table('compliance_finding')} where kind = 'unverified_claim' "
        "and day between $start and $end and rep_id in (select unnest($reps)) order by day, unit_id",
        question.values | {"reps": reps},
    )
    books.learn([(row["file_id"], row["line_no"]) for row in rows])
    nodes = []
    for row in rows:
        place = (row["file_id"], row["line_no"])
        line = books.line(place)
        if line is None:
            nodes.append(missing_node(place, books.store))
            continue
        node = line_node(line, f"{REASON}: {row['observed']}", reveal=question.reveal)
        node.facts |= {"finding": row["finding_id"], "status": row["status"]}
        node.checks.append(Check("rep", row["rep_id"], line.get("rep_id")))
        nodes.append(node)
    return nodes
