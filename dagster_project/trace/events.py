"""Nodes of counted events: the unit, the customer, the line, and whether the line still says so."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from dagster_project.trace.books import Books
from dagster_project.trace.calls import Call, Leg
from dagster_project.trace.exact import plain
from dagster_project.trace.identity import Identity
from dagster_project.trace.lines import history_nodes, line_node, missing_node, step_node
from dagster_project.trace.opportunities import CAPABLE, MILESTONES, Opportunity, asks
from dagster_project.trace.policy_rows import content
from dagster_project.trace.records import add_record
from dagster_project.trace.tree import Check, Node
from dagster_project.trace.vocabulary import Meaning
from dagster_project.warehouse.kpi_models import kpi_models, of_calls

Event = dict[str, Any]
"""A row of `counted_event`."""

OF_SUCCESS = of_calls("successful")
"""KPIs whose event is shown by the leg that made the call successful."""

QUANTITIES: dict[str, Callable[[Call], Decimal]] = {
    "talk": lambda call: call.talk,
    "connected": lambda call: Decimal(call.is_connected),
}
"""What a KPI of calls may count of each, where that is something else than 1."""


def event_node(books: Books, event: Event, *, reveal: bool) -> Node:
    """One counted event, recomputed from the lines behind it. The books have learnt it."""
    books = books.of(event["closed_in"])
    place = (event["file_id"], event["line_no"])
    title = f"{event['day']} {event['rep_id']} {event['unit']} {event['unit_id']}"
    facts: dict[str, str | None] = {"unit": event["unit"], "unit id": event["unit_id"]}
    facts |= {"rep": event["rep_id"], "day": str(event["day"]), "team": event["team_id"]}
    if event["closed_in"] is not None:
        facts["closed in version"] = str(event["closed_in"])
    node = Node("event", title, facts)
    line = books.line(place)
    if line is None:
        node.children.append(missing_node(place, books.store))
    elif line.file.entity == "calls":
        _of_call(node, event, books.calls.at(place), reveal=reveal)
    elif event["kpi_id"] in MILESTONES:
        _of_opportunity(node, event, books.opportunities.at(line), reveal=reveal)
    else:
        add_record(node, event, line, books.records.history(line), reveal=reveal)
    return node


def _of_call(node: Node, event: Event, call: Call | None, *, reveal: bool) -> None:
    if call is None:
        node.checks.append(Check("call", event["unit_id"], None))
        return
    leg = call.success if event["kpi_id"] in OF_SUCCESS else call.main
    identity = call.identity
    node.facts |= {"call": call.unit, "customer": identity.unit, "customer by": identity.way}
    node.facts["outcome"] = event["outcome"] or call.outcome
    if event["outcome"] is not None:
        node.title += f" ({event['outcome']}), customer {identity.unit or 'not known'}"
    node.checks += _call_checks(event, call, leg)
    if leg is not None:
        node.children.append(
            leg_node(leg, "leg that counts" if len(call.legs) > 1 else "call", reveal=reveal)
        )
    node.children += [
        leg_node(each, "leg of the call", reveal=reveal) for each in call.legs if each is not leg
    ]
    node.children += identity_nodes(identity, reveal=reveal)


def _call_checks(event: Event, call: Call, leg: Leg | None) -> list[Check]:
    """What the row says against what the lines say now."""
    is_customer = event["unit"] == "customer"
    unit = call.identity.unit if is_customer else call.unit
    checks = []
    if not is_customer or unit is not None or call.identity.number is None:
        checks.append(Check("unit", event["unit_id"], unit))  # a hash whose key is gone cannot be made again
    main = call.main
    checks.append(Check("rep", event["rep_id"], main.line.get("rep_id")))
    checks.append(Check("day", str(event["day"]), str(main.day)))
    checks.append(Check("line", f"{event['file_id']}:{event['line_no']}", _place(leg)))
    model = kpi_models().get(event["kpi_id"])
    if event["outcome"] is not None:
        checks.append(Check("outcome", event["outcome"], call.outcome))
    if model is not None and model.of_calls is not None:
        checks.append(Check("direction", "outbound", main.direction))
    if event["kpi_id"] in OF_SUCCESS:
        checks.append(Check("outcome", "successful", call.outcome))
    if model is not None and model.quantity is not None:
        counted = QUANTITIES[model.quantity](call)
        checks.append(Check("quantity", plain(event["quantity"]), plain(counted)))
    return checks


def _place(leg: Leg | None) -> str | None:
    return None if leg is None else f"{leg.line.file.file_id}:{leg.line.line_no}"


def leg_node(leg: Leg, said: str, *, reveal: bool) -> Node:
    """One leg: its line, how it was understood, and the lines that it superseded or that repeat it."""
    node = line_node(leg.line, said, reveal=reveal)
    node.level = "leg"
    node.facts |= {
        "started (UTC)": leg.started.strftime("%Y-%m-%d %H:%M:%S"),
        "business day": str(leg.day),
        "direction": leg.direction,
        "talk seconds": str(leg.talk),
        "disposition means": meaning_said("dispositions", leg.disposition),
        "result means": meaning_said("results", leg.result),
        "connected": str(leg.is_connected).lower(),
        "key person": str(leg.is_key_person).lower(),
    }
    node.children = history_nodes(leg.history, reveal=reveal)
    return node


def meaning_said(table: str, meaning: Meaning) -> str | None:
    """`connected (dispositions.csv:9 value=ANSWERED ...)`."""
    if meaning.row is None:
        return meaning.canonical
    return f"{meaning.canonical} ({table}.csv:{meaning.row.line_no} {content(meaning.row)})"


def identity_nodes(identity: Identity, *, reveal: bool) -> list[Node]:
    """The contact that led to the customer, and the merges that were followed."""
    nodes = [line_node(line, "contact", reveal=reveal) for line in identity.lines]
    if identity.contact is not None and identity.contact not in identity.lines:
        nodes.append(line_node(identity.contact, "contact reached", reveal=reveal))
    return nodes + [step_node(step, reveal=reveal) for step in identity.steps]


def _of_opportunity(node: Node, event: Event, found: Opportunity | None, *, reveal: bool) -> None:
    if found is None:
        node.checks.append(Check("opportunity", event["unit_id"], None))
        return
    kpi = event["kpi_id"]
    node.title += f", opportunity {found.line.get('opportunity_id')}"
    node.facts |= {"opportunity": found.line.get("opportunity_id"), "customer": found.customer}
    if asks(kpi) == CAPABLE:
        node.facts["capable by"] = found.capable_by
    node.checks += [
        Check("unit", event["unit_id"], found.customer),
        Check("rep", event["rep_id"], found.rep(kpi)),
        Check("day", str(event["day"]), str(found.day(kpi))),
        Check("line", f"{event['file_id']}:{event['line_no']}", "{}:{}".format(*found.line.place)),
        Check("counts", None, found.why_not(kpi)),
    ]
    line = line_node(found.line, f"opportunity, {MILESTONES[kpi]}", reveal=reveal)
    line.children = history_nodes(found.history, reveal=reveal)
    node.children += [line, *(step_node(step, reveal=reveal) for step in found.steps)]
