"""What is to be done about each file: nothing, a reading, or only a further line in the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dagster_project.forgetting.overlay import read_overlay
from dagster_project.home import Home
from dagster_project.ingest.declared.sources import Source, find_source
from dagster_project.ingest.exported_at import exported_at, mtime_text
from dagster_project.ingest.ledger import Delivery, latest_deliveries
from dagster_project.ingest.original import kept_path
from dagster_project.ingest.scan import Found
from dagster_project.ingest.take import Facts, Task, same_bytes, still_there

FACTS = (
    "layout", "layout_key", "rows_path", "rows_hash", "refused_path", "refused_hash", "rows_read",
    "rows_refused", "truncated", "reason", "encoding", "unknown_columns", "notes",
)  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """A delivery that needs a ledger line: what to read, and what its source says about it."""

    task: Task
    said: dict[str, Any]


@dataclass(frozen=True)
class Landed:
    """A landed file with its SHA-256 ('' where it is not known) and the source that takes it."""

    found: Found
    file_id: str
    source: Source | None


class Plan:
    """Compares what the sources say now with what the ledger says already."""

    def __init__(
        self, home: Home, sources: list[Source], ledger: list[Delivery], site_zone: str, default_region: str
    ) -> None:
        self._home, self._sources = home, sources
        self._site_zone, self._default_region = site_zone, default_region
        self._known = latest_deliveries(ledger)
        self._overlay = read_overlay(home)
        self._last_of_name = {delivery["name"]: delivery["file_id"] for delivery in ledger}
        self._facts = {(line["file_id"], line["entity"], line["layout_key"]): line for line in ledger}
        self._first = {
            (line["file_id"], line["source"], line["layout_key"]): line["name"] for line in reversed(ledger)
        }

    def landed(self, landed: Landed) -> Wanted | None:
        """What to do about a landed file that a source takes; None when the ledger tells all about it."""
        file, file_id, source = landed.found, landed.file_id, landed.source
        if source is None:
            return None
        known = self._known.get((file.name, file_id))
        back_again = self._last_of_name.get(file.name, file_id) != file_id
        moment = mtime_text(file.mtime_ns) if known is None or back_again else known["mtime"]
        said = self._said(file.name, source, moment) | {"bytes": file.stat[0]}
        task = Task(file_id, source, file.name, file)
        return None if not back_again and self._told(known, task, said) else Wanted(task, said)

    def kept(self, landed: set[tuple[str, str]]) -> Iterator[Wanted]:
        """What to do about files that are not in the landing folder any more: a mended layout reads them
        anew.
        """
        for (name, file_id), known in self._known.items():
            source = find_source(self._sources, name)
            if (name, file_id) in landed or source is None or self._bytes_gone(file_id):
                continue
            said = self._said(name, source, known["mtime"]) | {"bytes": known["bytes"]}
            task = Task(file_id, source, name, None)
            if not self._told(known, task, said):
                yield Wanted(task, said)

    def _bytes_gone(self, file_id: str) -> bool:
        """Whether the original bytes were dropped to forget somebody; what was read of them stays."""
        kept = kept_path(self._home, file_id).relative_to(self._home.root).as_posix()
        return bool(self._overlay.get(kept, {}).get("dropped"))

    def known_facts(self, key: tuple[str, str, str]) -> Facts | None:
        """What an earlier run made of the same bytes in the same way, if it is still there unharmed."""
        line = self._facts.get(key)
        if line is None or line["rows_path"] is None or not same_bytes(self._home, line):
            return None  # a file is refused whole for its name too: under another one it is looked at again
        facts = {name: line.get(name) for name in FACTS}  # older lines lack `refused_hash`
        if facts["reason"] is not None:
            facts["reason"] = facts["reason"].removeprefix(f"{line['name']}: ")
        return facts

    def line(self, wanted: Wanted, facts: Facts, delivered_at: str) -> Delivery | None:
        """The ledger line; the first name under which a source gave these bytes bears the reading.

        None if the ledger says just that already: damaged rows were made again as they had been.
        """
        task = wanted.task
        first = self._first.setdefault((task.file_id, task.source.name, facts["layout_key"]), task.name)
        status = "read" if first == task.name else "repeated"
        if facts["rows_path"] is None:
            status = "unreadable"
        line = {
            "file_id": task.file_id,
            "entity": task.source.entity.name,
            "name": task.name,
            "delivered_at": delivered_at,
            **wanted.said,
            **{name: facts[name] for name in FACTS},
            "reason": None if facts["reason"] is None else f"{task.name}: {facts['reason']}",
            "status": status,
        }
        known = self._known.get((task.name, task.file_id))
        lies_there = self._last_of_name.get(task.name, task.file_id) == task.file_id
        same = known is not None and known | {"delivered_at": delivered_at} == line
        return None if same and lies_there else line

    def _said(self, name: str, source: Source, mtime: str) -> dict[str, Any]:
        stamp = exported_at(name, source.exported_at, source.time_zone or self._site_zone)
        return {
            "source": source.name,
            "mtime": mtime,
            "exported_at": stamp or mtime,
            "time_zone": source.time_zone,
            "region": source.region or self._default_region,
            "trunk_prefix": source.trunk_prefix,
            "key_space": source.key_space,
            "mode": source.mode,
        }

    def _told(self, known: Delivery | None, task: Task, said: dict[str, Any]) -> bool:
        if known is None or (known["entity"], known["layout_key"]) != task.key[1:]:
            return False
        return all(known[name] == value for name, value in said.items()) and still_there(self._home, known)
