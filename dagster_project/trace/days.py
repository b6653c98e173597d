"""Nodes of a rep's days: why targets grow on them, or why not, recomputed from roster, calendar and leave."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from dagster_project.trace.books import Books
from dagster_project.trace.exact import half_up, plain, text
from dagster_project.trace.lines import line_node, missing_node
from dagster_project.trace.opened import Row
from dagster_project.trace.policy_rows import PolicyRows, content
from dagster_project.trace.rawstore import Line, Place
from dagster_project.trace.recompute import flag
from dagster_project.trace.revisions import number
from dagster_project.trace.tree import Check, Node

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
FRIDAY = 5
NOT_DUE = {"before hire", "after leaving", "before first_day"}


def day_places(row: Row) -> list[Place]:
    """The raw lines that a day was made from: roster row and leave."""
    return [(row["file_id"], row["line_no"]), *leave_places(row)]


def leave_places(row: Row) -> list[Place]:
    """Lines of leave that excuse the day."""
    pairs = [part.rpartition(":") for part in (row["leave_lines"] or "").split(";") if part]
    return [(file_id, int(line_no)) for file_id, _, line_no in pairs]


def said_of(row: Row) -> str:
    """`2026-11-03 Tue working day (leave 0.5)`."""
    day: date = row["day"]
    words = f"{day} {WEEKDAYS[day.weekday()]} {row['day_reason']}"
    taken = [f"{row['day_name']}"] if row["day_name"] else []
    taken += [f"leave {plain(row['leave_fraction'])}"] if row["leave_fraction"] else []
    taken += [f"excused {plain(row['excused_fraction'])}"] if row["excused_fraction"] else []
    taken += [f"excused for {row['excused_entities']}"] if row["excused_entities"] else []
    return f"{words} ({', '.join(taken)})" if taken else words


def day_node(books: Books, row: Row, *, reveal: bool) -> Node:
    """One rep's day with the rows behind it. The books have learnt its lines."""
    books = books.of(row["closed_in"])
    policy = books.opened.policy()
    title = f"{row['rep_id']} {said_of(row)}: available {plain(row['available'])}"
    names = ("team_id", "manager_id", "role", "grade", "phase", "schemes", "tenure_days", "fte")
    facts: dict[str, str | None] = {name: _shown(row[name]) for name in names}
    if row["closed_in"] is not None:
        facts["closed in version"] = str(row["closed_in"])
    node = Node("day", title, facts)
    node.children += _policy_nodes(policy, row)
    roster = books.line((row["file_id"], row["line_no"]))
    leave = [books.line(place) for place in leave_places(row)]
    for place, line in zip(day_places(row), [roster, *leave], strict=True):
        said = "roster" if line is roster else "leave"
        node.children.append(
            missing_node(place, books.store) if line is None else line_node(line, said, reveal=reveal)
        )
    node.checks += _checks(policy, row, roster, [line for line in leave if line is not None])
    return node


def available(row: Row, entity: str | None = None) -> Decimal:
    """How far the rep was there on a day, for a KPI that comes from an entity."""
    if not row["is_due"]:
        return half_up(0, 8)
    out = row["leave_fraction"] + row["excused_fraction"]
    for part in (row["excused_entities"] or "").split(";"):
        name, _, fraction = part.partition("=")
        if name and name == entity:
            out += Decimal(fraction)
    return half_up(row["fte"] * (1 - min(Decimal(1), out)), 8)


def is_working_day(policy: PolicyRows, day: date, calendar_id: str) -> bool:
    """Monday to Friday but for the calendar's exceptions."""
    row = policy.calendar(day, calendar_id)
    return (
        day.isoweekday() <= FRIDAY
        if row is None
        else row.text("is_working_day").lower() in {"true", "1", "yes", "y", "t", "是"}
    )


def _checks(policy: PolicyRows, row: Row, roster: Line | None, leave: list[Line]) -> list[Check]:
    works = is_working_day(policy, row["day"], row["calendar_id"])
    checks = [
        Check("is_working_day", flag(row["is_working_day"]), flag(works)),
        Check("available", text(row["available"]), text(available(row))),
    ]
    taken = sum((number(line.get("fraction")) or Decimal(0) for line in leave), Decimal(0))
    checks.append(Check("leave_fraction", plain(row["leave_fraction"]), plain(taken)))
    excused = sum((Decimal(each.text("fraction")) for each in excusing(policy, row)), Decimal(0))
    named = sum(
        (Decimal(p.partition("=")[2]) for p in (row["excused_entities"] or "").split(";") if p), Decimal(0)
    )
    checks.append(Check("excused days", plain(row["excused_fraction"] + named), plain(excused)))
    if roster is not None:
        checks += _roster_checks(policy, row, roster, works=works)
    return checks


def _roster_checks(policy: PolicyRows, row: Row, roster: Line, *, works: bool) -> list[Check]:
    hired, left = _day(roster, "hired_on"), _day(roster, "left_on")
    reason = row["day_reason"]
    if hired and row["day"] < hired:
        reason = "before hire"
    elif left and row["day"] > left:
        reason = "after leaving"
    elif reason in {"before hire", "after leaving"}:
        reason = "not so by the roster"
    return [
        Check("rep", row["rep_id"], roster.get("rep_id")),
        Check("team", row["team_id"], roster.get("team_id")),
        Check("grade", row["grade"], roster.get("grade")),
        Check("phase", row["phase"], roster.get("phase") or policy.setting("default_phase")),
        Check(
            "fte",
            plain(row["fte"]),
            plain(number(roster.get("fte")) or Decimal(1)) if roster.get("fte") != "0" else "0",
        ),
        Check("reason", row["day_reason"], reason),
        Check("is_due", flag(row["is_due"]), flag(works and row["day_reason"] not in NOT_DUE)),
    ]


def excusing(policy: PolicyRows, row: Row) -> list:  # type: ignore[type-arg]
    """Rows of excused_days.csv that the day names."""
    lines = {int(part) for part in (row["excused_lines"] or "").split(";") if part}
    return [each for each in policy.rows("excused_days") if each.line_no in lines]


def _policy_nodes(policy: PolicyRows, row: Row) -> list[Node]:
    nodes = []
    exception = policy.calendar(row["day"], row["calendar_id"])
    if exception is not None:
        nodes.append(Node("policy", f"calendar.csv:{exception.line_no} {content(exception)}"))
    nodes += [
        Node("policy", f"excused_days.csv:{each.line_no} {content(each)}") for each in excusing(policy, row)
    ]
    return nodes


def _day(line: Line, column: str) -> date | None:
    value = line.get(column)
    return date.fromisoformat(value[:10]) if value else None


def _shown(value: object) -> str | None:
    return None if value is None else plain(value) if isinstance(value, Decimal) else str(value)
