"""Deliveries by their names: which file lies under a name now, and which one it replaced."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from dagster_project.ingest.ledger import Delivery


@dataclass
class Names:
    """What became of files by their file_id.

    `latest`: of those that lie under some name now, the time of delivery; `previous`: the file that each
    replaced under its name; `redelivered`: of those that lie under no name any more, the readable delivery
    that does instead.
    """

    latest: dict[str, str] = field(default_factory=dict)
    previous: dict[str, str] = field(default_factory=dict)
    redelivered: dict[str, Delivery] = field(default_factory=dict)


def by_name(ledger: Iterable[Delivery]) -> Names:
    """What the ledger (oldest line first) says of its names."""
    names = Names()
    last: dict[str, Delivery] = {}
    names_of: dict[str, str] = {}
    for line in ledger:
        before = last.get(line["name"])
        if before is not None and before["file_id"] != line["file_id"]:
            names.previous[line["file_id"]] = before["file_id"]
        last[line["name"]] = line
        names_of[line["file_id"]] = line["name"]
    names.latest = {line["file_id"]: line["delivered_at"] for line in last.values()}
    for file_id, name in names_of.items():
        now = last[name]
        if file_id not in names.latest and now["rows_path"] is not None:
            names.redelivered[file_id] = now
    return names
