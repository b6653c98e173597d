"""Nodes of raw lines: file, SHA-256, line number and values, and what became of a key's other lines."""

from __future__ import annotations

from dagster_project.record.mask import masked_misfit
from dagster_project.trace.merges import Step
from dagster_project.trace.rawstore import Line, Place, RawStore
from dagster_project.trace.revisions import History
from dagster_project.trace.tree import Check, Node

SHOWN_HASH = 12


def line_node(line: Line, said: str, *, reveal: bool) -> Node:
    """One line with its values."""
    facts: dict[str, str | None] = {
        "file": line.file.name,
        "sha256": line.file.file_id,
        "line": str(line.line_no),
        "source": line.file.source,
        "layout": line.file.layout,
    }
    facts |= {f"raw {name}": cell(name, value, reveal=reveal) for name, value in line.values.items() if value}
    return Node("line", f"{said}: {line.where} (sha256 {line.file.file_id[:SHOWN_HASH]}...)", facts)


def cell(column: str, value: str | None, *, reveal: bool) -> str | None:
    """A cell as it may be shown: names and numbers of people are hidden, in free words too."""
    if reveal or column.endswith(("_id", "_at")):
        return value
    return masked_misfit(column, value)


def missing_node(place: Place, store: RawStore) -> Node:
    """A line that the raw store no longer has: forgotten, or lost."""
    file = store.files.get(place[0])
    where = f"{file.name if file else place[0]}:{place[1]}"
    check = Check("line", where, None)
    return Node(
        "line", f"{where} is not in the raw store", {"sha256": place[0], "line": str(place[1])}, [check]
    )


def history_nodes(history: History, *, reveal: bool) -> list[Node]:
    """The lines of a key that do not hold: superseded, duplicates, absent."""
    return [line_node(verdict.line, verdict.said, reveal=reveal) for verdict in history.others()]


def step_node(step: Step, *, reveal: bool) -> Node:
    """One merge."""
    title = f"merge {step.source} -> {step.target}: {step.line.where}"
    return Node("merge", title, {}, [], [line_node(step.line, "says so", reveal=reveal)])


def where(place: Place, store: RawStore) -> str:
    """`file:line` of a published place."""
    file = store.files.get(place[0])
    return f"{file.name if file else place[0]}:{place[1]}"
