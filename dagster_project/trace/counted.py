"""Nodes of what was counted: how many, the members' shares, and the events followed to their lines."""

from __future__ import annotations

from dagster_project.trace.asked import Question
from dagster_project.trace.books import Books
from dagster_project.trace.events import Event, event_node
from dagster_project.trace.evidence import KpiEvidence
from dagster_project.trace.exact import plain
from dagster_project.trace.opened import Opened
from dagster_project.trace.tree import Check, Node


def counted_events(opened: Opened, question: Question) -> dict[str, list[Event]]:
    """The counted events of every KPI that are to be followed, in order of day, rep and unit."""
    table = opened.table("counted_event", question.period.start, question.period.end)
    most = int(question.events)
    bound = f"qualify row_number() over (partition by kpi_id order by day, rep_id, unit_id) <= {most}"
    rows = opened.rows(
        f"select * from {table} semi join member_day using (rep_id, day) "
        f"where kpi_id in (select kpi_id from asked_kpi) {bound if most else ''} "
        "order by kpi_id, day, rep_id, unit_id"
    )
    found: dict[str, list[Event]] = {}
    for row in rows:
        found.setdefault(row["kpi_id"], []).append(row)
    return found


def counted_node(
    opened: Opened, books: Books, question: Question, told: KpiEvidence, events: list[Event]
) -> Node:
    """What a KPI counted. The books have learnt the events' lines."""
    kpi = told.published["kpi_id"]
    table = opened.table("counted_event", question.period.start, question.period.end)
    members = opened.rows(
        f"select rep_id, day, sum(quantity) as total, count(distinct unit_id) as units from {table} "
        "semi join member_day using (rep_id, day) where kpi_id = $kpi group by all order by all",
        {"kpi": kpi},
    )
    how = "the sum of their quantities" if told.kind == "sum" else "their distinct customers"
    number = sum(row["units"] for row in members)
    node = Node("counted", f"counted {plain(told.measured)}: {how}, out of {number} events")
    if question.kind != "rep":
        for rep in dict.fromkeys(row["rep_id"] for row in members):
            own = [row for row in members if row["rep_id"] == rep]
            node.children.append(_member(rep, own))
    seen: set[str] = set()
    for event in events:
        child = event_node(books, event, reveal=question.reveal)
        if told.kind == "distinct" and event["unit_id"] in seen:
            child.title += " (counted already in this period)"
        seen.add(event["unit_id"])
        node.children.append(child)
    if told.kind == "distinct" and len(events) == number:
        node.checks.append(Check("distinct units", plain(told.measured), str(len(seen))))
    if len(events) < number:
        node.children.append(
            Node("note", f"{number - len(events)} more events are not followed here; --events 0 follows all")
        )
    return node


def _member(rep: str, rows: list[Event]) -> Node:
    days: dict[str, str | None] = {str(row["day"]): plain(row["total"]) for row in rows}
    return Node("member", f"{rep}: {sum(row['units'] for row in rows)} events on {len(rows)} days", days)
