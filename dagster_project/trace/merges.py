"""Merges of customers and contacts followed to the end, each step with the line that says so."""

from __future__ import annotations

from dataclasses import dataclass

from dagster_project.trace.rawstore import Line, RawStore
from dagster_project.trace.revisions import History, histories

IDS = {"customers": "customer_id", "contacts": "contact_id"}


@dataclass(frozen=True)
class Step:
    """`source` was merged into `target`; `line` says so."""

    source: str
    target: str
    line: Line


class Records:
    """CRM records of one entity, looked up by id as they are needed, with their merges."""

    def __init__(self, store: RawStore, entity: str) -> None:
        self._store, self._entity, self._id = store, entity, IDS[entity]
        self._edges: dict[str, set[str]] | None = None
        self._known: dict[str, History] = {}
        self._looked: set[str] = set()

    def look_up(self, ids: set[str]) -> None:
        """Read these records and those that merges lead to, at once."""
        wanted, edges = set(ids), self._all_edges()
        waiting = list(wanted)
        while waiting:
            for target in edges.get(waiting.pop(), ()):
                if target not in wanted:
                    wanted.add(target)
                    waiting.append(target)
        missing = sorted(wanted - self._looked)
        if not missing:
            return
        self._looked |= set(missing)
        lines = self._store.lines(self._store.keyed(self._entity, (self._id,), missing))
        for key, history in histories(lines.values()).items():
            self._known[key[0]] = history

    def history(self, record: str) -> History | None:
        """All lines of a record; None for an id that no export gives."""
        return self._known.get(record)

    def latest(self, record: str) -> Line | None:
        """The last word on a record, deleted or not; None for one that no standing file gives."""
        history = self._known.get(record)
        return None if history is None or history.is_absent else history.last

    def chain(self, record: str) -> list[Step]:
        """The merges from a record to its survivor; empty for one that was not merged, or in a cycle."""
        steps: list[Step] = []
        at = record
        while (step := self._merger(at)) is not None and not self._in_cycle(at):
            steps.append(step)
            at = step.target
        return steps

    def survivor(self, record: str) -> str:
        """The end of a record's merges."""
        steps = self.chain(record)
        return steps[-1].target if steps else record

    def _in_cycle(self, record: str) -> bool:
        at, seen = record, set()
        while (step := self._merger(at)) is not None and step.target not in seen:
            if step.target == record:
                return True
            seen.add(step.target)
            at = step.target
        return False

    def _merger(self, record: str) -> Step | None:
        """Where a record was merged: its own word first, else the smallest id that names it."""
        said: list[tuple[int, str, str, int, Step]] = []
        for target in self._all_edges().get(record, ()):
            for place, line in ((0, self.latest(record)), (1, self.latest(target))):
                if line is not None and target in _targets(line, record, place) and self._counts(target):
                    said.append((place, target, *line.place, Step(record, target, line)))
        return min(said, key=lambda each: each[:-1])[-1] if said else None

    def _counts(self, target: str) -> bool:
        """A contact merged into one that nothing is known of stands for itself."""
        if self._entity == "customers" or self.latest(target) is not None:
            return True
        return bool(self._all_edges().get(target))

    def _all_edges(self) -> dict[str, set[str]]:
        """Every merge that any revision ever spoke of."""
        if self._edges is None:
            self._edges = {}
            for line in self._merge_lines():
                own = line.get(self._id) or ""
                for target in _targets(line, own, 0):
                    self._edges.setdefault(own, set()).add(target)
                for taken in _split(line.get("merged_from")):
                    if taken != own:
                        self._edges.setdefault(taken, set()).add(own)
        return self._edges

    def _merge_lines(self) -> list[Line]:
        return self._store.matching(self._entity, "merged_into <> '' or merged_from <> ''", {})


def _targets(line: Line, record: str, place: int) -> list[str]:
    """Where a line sends a record: by its own `merged_into` (place 0), or as one that it took up (1)."""
    if place == 0:
        target = line.get("merged_into")
        return [target] if target else []
    own = line.get(IDS[line.file.entity]) or ""
    return [own] if record in _split(line.get("merged_from")) and own != record else []


def _split(text: str | None) -> list[str]:
    return [part.strip() for part in (text or "").split(";") if part.strip()]
