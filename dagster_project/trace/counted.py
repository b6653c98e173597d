"""Nodes of what was counted: how many, the members' shares, and the events followed to their lines."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter

from dagster_project.trace.asked import Question
from dagster_project.trace.books import Books
from dagster_project.trace.events import Event, event_node
from dagster_project.trace.evidence import KpiEvidence
from dagster_project.trace.exact import plain
from dagster_project.trace.opened import Opened
from dagster_project.trace.tree import Check, Node, shown


def counted_events(opened: Opened, question: Question, kpis: list[str]) -> dict[str, list[Event]]:
    """The counted events of the KPIs that are to be followed, in order of day, rep and unit."""
    bound = f"limit {int(question.events)}" if question.events else ""
    rows = [
        row
        for kpi in kpis
        for row in opened.rows(
            f"select * from member_event where kpi_id = $kpi order by day, rep_id, unit_id {bound}",
            {"kpi": kpi},
        )
    ]
    found: dict[str, list[Event]] = {}
    for row in rows:
        found.setdefault(row["kpi_id"], []).append(row)
    return found


def counted_node(
    opened: Opened,
    books: Books,
    question: Question,
    told: KpiEvidence,
    events: list[Event],
    *,
    detailed: bool,
) -> Node:
    """What a KPI counted, of each member by days if `detailed`. The books have learnt the events' lines."""
    members = opened.rows(
        f"select rep_id, {'day' if detailed else 'null as day'}, sum(total) as total, "
        "cast(sum(units) as bigint) as units, count(*) as days "
        "from member_count where kpi_id = $kpi group by all order by all",
        {"kpi": told.published["kpi_id"]},
    )
    number = sum(row["units"] for row in members)
    node = Node("counted", f"counted {_how(told)}, out of {number} events")
    if question.kind != "rep":
        for rep, own in groupby(members, key=itemgetter("rep_id")):
            node.children.append(_member(rep, list(own)))
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


def _how(told: KpiEvidence) -> str:
    if told.is_level:
        sums = f"{plain(told.total)} / {plain(told.cases)}"
        return f"{shown(plain(told.measured))}: {sums}, the sums of their quantities and bases"
    how = "the sum of their quantities" if told.kind == "sum" else "their distinct customers"
    return f"{plain(told.total)}: {how}"


def _member(rep: str, rows: list[Event]) -> Node:
    facts: dict[str, str | None] = {str(row["day"] or "sum"): plain(row["total"]) for row in rows}
    units, days = (sum(row[name] for row in rows) for name in ("units", "days"))
    return Node("member", f"{rep}: {units} events on {days} days", facts)
