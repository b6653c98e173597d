"""Nodes of what was not counted: worked out from the raw store, held against what the publication says."""

from __future__ import annotations

from dagster_project.trace.asked import Question
from dagster_project.trace.books import Books
from dagster_project.trace.claims import REASON, claim_nodes
from dagster_project.trace.closed_days import COUNTED_IN
from dagster_project.trace.excluded import Finding, Findings
from dagster_project.trace.lines import cell, line_node, where
from dagster_project.trace.opened import Opened, Row
from dagster_project.trace.rawstore import Place
from dagster_project.trace.tree import Check, Node

PUBLISHED = {
    "inbound", "internal", "outside_roster", "no_identity", "not_capable", "confirmed_by_rep", "deleted",
}  # fmt: skip
"""Reasons that the publication states itself; the others are seen in the raw store only."""

Said = dict[tuple[Place, str], Row]
"""What the publication says was left out, by line and KPI."""


def excluded_node(opened: Opened, books: Books, question: Question, findings: Findings) -> Node:
    """All that was not counted for the question's reps, grouped by reason. The books know the lines."""
    reps = findings.reps
    said = _published(opened, question, reps)
    groups: dict[tuple[str, str], list[Node]] = {}
    for finding in findings.all():
        groups.setdefault((finding.kpi, finding.reason), []).append(_line_node(finding, said, question))
    if claims := claim_nodes(opened, books, question, reps):
        groups["any KPI", REASON] = claims
    if unread := _unread(opened, books, findings, reps, question):
        groups["", "unread"] = unread
    total = sum(len(nodes) for nodes in groups.values())
    node = Node(
        "excluded",
        f"not counted: {total} lines of {len(reps)} reps" if len(reps) > 1 else f"not counted: {total} lines",
    )
    for (kpi, reason), nodes in sorted(groups.items()):
        title = (
            f"not in {kpi}: {reason}: {len(nodes)} lines" if kpi else f"could not be read: {len(nodes)} lines"
        )
        node.children.append(Node("reason", title, {}, [], _bounded(nodes, question.events)))
    for row in said.values():
        place = where((row["file_id"], row["line_no"]), books.store)
        check = Check("reason", row["reason"], None)
        node.children.append(Node("line", f"not in {row['kpi_id']}: {place}", {}, [check]))
    return node


def _published(opened: Opened, question: Question, reps: list[str]) -> Said:
    start, end = question.period.start, question.period.end
    rows = opened.rows(
        f"select * from {opened.table('excluded_event', start, end)} "
        "where day between $start and $end and rep_id in (select unnest($reps)) "
        "order by day, unit_id, kpi_id",
        question.values | {"reps": reps},
    )
    return {((row["file_id"], row["line_no"]), row["kpi_id"]): row for row in rows}


def _line_node(finding: Finding, said: Said, question: Question) -> Node:
    node = line_node(finding.line, finding.said, reveal=question.reveal)
    row = said.pop((finding.line.place, finding.kpi), None)
    if row is not None or finding.reason in PUBLISHED or finding.reason.startswith(COUNTED_IN):
        node.checks.append(Check("reason", row["reason"] if row else None, finding.reason))
    return node


def _bounded(nodes: list[Node], most: int) -> list[Node]:
    """The first ones, and every one that differs."""
    if not most or len(nodes) <= most:
        return nodes
    shown = nodes[:most] + [node for node in nodes[most:] if not node.agrees]
    return [*shown, Node("note", f"{len(nodes) - len(shown)} more; --events 0 shows all")]


def _unread(
    opened: Opened, books: Books, findings: Findings, reps: list[str], question: Question
) -> list[Node]:
    """Lines that could not be read at all and hold one of the reps' ids."""
    nodes = []
    for file in books.store.files.values():
        if file.refused_path is None or file.entity not in {"calls", "opportunities"}:
            continue
        rows = opened.rows(
            "select line_no, expected, line from read_parquet($path) "
            "where list_has_any(regexp_split_to_array(line, '[^[:alnum:]_-]+'), $reps)",
            {"path": file.refused_path, "reps": reps},
        )
        nodes += [
            Node(
                "line",
                f"{file.name}:{row['line_no']}: {cell('expected', row['expected'], reveal=question.reveal)}",
                {"sha256": file.file_id, "line": str(row["line_no"])},
            )
            for row in rows
            if findings.says_period(row["line"])
        ]
    return nodes
