"""Records of any other export behind counted events: whether their line holds, what became of others."""

from __future__ import annotations

from collections.abc import Iterable

from dagster_project.ingest.declared.entities import load_entity
from dagster_project.trace.lines import history_nodes, line_node
from dagster_project.trace.rawstore import Line, RawStore
from dagster_project.trace.revisions import History, Key, histories, key_of
from dagster_project.trace.tree import Check, Node

Event = dict[str, object]
REP_COLUMNS = ("rep_id", "subject_id", "created_by")
"""The columns that say whose a record is; one that says nothing is somebody's by another record."""
CREDITED = {"opportunities"}
"""Exports whose events may be another revision's rep's."""


class Records:
    """The lines of the business keys that some lines belong to."""

    def __init__(self, store: RawStore) -> None:
        self._store = store
        self._known: dict[tuple[str, Key], History] = {}

    def learn(self, lines: Iterable[Line]) -> None:
        """Read every line of the records that these lines belong to."""
        by_entity: dict[str, dict[Key, Line]] = {}
        for line in lines:
            if (line.file.entity, key_of(line)) not in self._known:
                by_entity.setdefault(line.file.entity, {})[key_of(line)] = line
        for entity, wanted in by_entity.items():
            first = load_entity(entity).key[0]
            places = self._store.keyed(entity, (first,), {key[0] for key in wanted})
            found = [line for line in self._store.lines(places).values() if key_of(line) in wanted]
            self._known |= {(entity, key): history for key, history in histories(found).items()}

    def history(self, line: Line) -> History | None:
        """What became of the lines of the same key; None where none of them was understood."""
        return self._known.get((line.file.entity, key_of(line)))


def add_record(node: Node, event: Event, line: Line, history: History | None, *, reveal: bool) -> None:
    """The line that the event is shown by, whether it holds, and whose it is."""
    holds = history.holds if history is not None else None
    node.checks.append(Check("line that holds", line.where, holds.where if holds else None))
    rep = next((line.get(column) for column in REP_COLUMNS if line.get(column)), None)
    if rep is not None and line.file.entity not in CREDITED:
        node.checks.append(Check("rep", str(event["rep_id"]), rep))
    child = line_node(line, line.file.entity, reveal=reveal)
    child.children = history_nodes(history, reveal=reveal) if history is not None else []
    node.children.append(child)
