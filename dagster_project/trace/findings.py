"""One compliance finding: what was found, the row of the policy that asks for it, and its line."""

from __future__ import annotations

from dagster_project.errors import UsageError
from dagster_project.trace.books import Books
from dagster_project.trace.lines import cell, line_node, missing_node
from dagster_project.trace.opened import Opened
from dagster_project.trace.tree import Check, Node


def trace_finding(opened: Opened, finding_id: str, *, reveal: bool) -> Node:
    """The finding with its rule and line. Raises UsageError where this version does not list it."""
    found = []
    if opened.has("compliance_finding"):
        found = opened.rows(
            f"select * from {opened.table('compliance_finding')} where finding_id = $id", {"id": finding_id}
        )
    if not found:
        raise UsageError(
            f"--finding: version {opened.version} has no finding {finding_id!r}; "
            "the table compliance_finding lists them"
        )
    (row,) = found
    policy = opened.policy()
    rules = [rule for rule in policy.rows("findings") if rule.text("rule_id") == row["rule_id"]]
    facts: dict[str, str | None] = {
        "rep": row["rep_id"],
        "team": row["team_id"],
        "day": str(row["day"]),
        row["unit"]: row["unit_id"],
        "observed": row["observed"],
        "allowed": row["allowed"],
        "status": row["status"],
        "decided by": row["decided_by"],
        "decided at": None if row["decided_at"] is None else str(row["decided_at"]),
        "reason": cell("reason", row["reason"], reveal=reveal),
        "version": f"{opened.version}, published {opened.manifest.content['published_at']}",
    }
    for rule in rules:
        facts["rule"] = policy.said("findings", rule.line_no)
    node = Node("finding", f"{row['kind']} of {row['rep_id']}, {row['day']}: {row['observed']}", facts)
    place = (row["file_id"], row["line_no"])
    books = Books(opened)
    books.learn([place])
    line = books.line(place)
    if line is None:
        node.children.append(missing_node(place, books.store))
        return node
    node.checks.append(Check("rep", row["rep_id"], line.get("rep_id")))
    node.children.append(line_node(line, row["unit"], reveal=reveal))
    return node
