"""Merges of customers or contacts: who went where, followed to the end."""

from collections.abc import Mapping
from dataclasses import dataclass

from tests.reference.exports import Line


@dataclass
class Merges:
    """`target` tells of every merged id where it went."""

    target: dict[str, str]

    def end(self, one: str) -> str:
        """The id after its merges; one that was not merged, or is in a cycle, stands for itself."""
        current = one
        while not self._in_cycle(current) and current in self.target:
            current = self.target[current]
        return current

    def _in_cycle(self, one: str) -> bool:
        seen = set()
        current = self.target.get(one)
        while current is not None and current not in seen:
            if current == one:
                return True
            seen.add(current)
            current = self.target.get(current)
        return False


def merges_of(records: Mapping[str, Line]) -> Merges:
    """A record's own word (`merged_into`) goes first, else the smallest id that lists it in `merged_from`."""
    target: dict[str, str] = {}
    for survivor in sorted(records):
        for taken in (records[survivor].get("merged_from") or "").split(";"):
            if taken.strip() and taken.strip() != survivor:
                target.setdefault(taken.strip(), survivor)
    target |= {one: into for one, line in records.items() if (into := line.get("merged_into"))}
    return Merges(target)


def among_known(merges: Merges, records: Mapping[str, Line]) -> Merges:
    """Without merges into ids of which nothing else is told."""
    told = {*records, *merges.target}
    return Merges({one: into for one, into in merges.target.items() if into in told})
