"""The delivery ledger: an append-only list of what came, when, from where, and what became of it.

One JSON line per delivery (a name and the bytes under it) in segments `NNNNNN.jsonl`, one segment per run
that had something to say. A later line about the same name and bytes supersedes the earlier one: a mended
layout, a source whose time zone was put right.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from dagster_project.errors import ScorelineError
from dagster_project.home import Home
from dagster_project.ingest.aside import written_aside

Delivery = dict[str, Any]

INPUT_FIELDS = (
    "file_id", "entity", "source", "name", "exported_at",
    "layout_key", "time_zone", "region", "trunk_prefix", "key_space", "mode",
)  # fmt: skip
"""What of a delivery can change a published number."""


def segments(home: Home) -> list[Path]:
    """Segments in the order in which they were written."""
    return sorted(home.ledger.glob("[0-9]*.jsonl"))


def read_ledger(home: Home) -> list[Delivery]:
    """Every line of every segment, oldest first; raises ScorelineError for a damaged one."""
    deliveries = []
    for segment in segments(home):
        for number, line in enumerate(segment.read_text(encoding="utf-8").splitlines(), start=1):
            try:
                deliveries.append(json.loads(line))
            except json.JSONDecodeError as error:
                raise ScorelineError(
                    f"{segment}:{number}: expected one JSON object a line ({error}); restore it from a backup"
                ) from error
    return deliveries


def append_segment(home: Home, deliveries: Sequence[Delivery]) -> Path | None:
    """Write one run's deliveries as the next segment, whole or not at all; None when there are none."""
    if not deliveries:
        return None
    last = max((int(path.stem) for path in segments(home)), default=0)
    target = home.ledger / f"{last + 1:06d}.jsonl"
    with written_aside(target) as aside, aside.open("w", encoding="utf-8") as file:
        for delivery in deliveries:
            file.write(json.dumps(delivery, ensure_ascii=True, sort_keys=False) + "\n")
    return target


def latest_deliveries(ledger: Iterable[Delivery]) -> dict[tuple[str, str], Delivery]:
    """The line in force for every (name, file_id)."""
    return {(delivery["name"], delivery["file_id"]): delivery for delivery in ledger}


def current_files(ledger: Iterable[Delivery]) -> list[Delivery]:
    """One line per (file_id, source): what the latest layout made of the bytes, as last delivered.

    The last delivery is that with the greatest (exported_at, name), so the order of arrival does not matter.
    `status` is "read" or "unreadable". There is more than one line for a file_id only where two sources were
    given the very same bytes. Sorted by (source, name).
    """
    groups: dict[tuple[str, str], list[Delivery]] = {}
    for delivery in latest_deliveries(ledger).values():
        groups.setdefault((delivery["file_id"], delivery["source"]), []).append(delivery)
    files = []
    for group in groups.values():
        newest = max(group, key=lambda delivery: (delivery["exported_at"], delivery["name"]))
        status = "unreadable" if newest["rows_path"] is None else "read"
        files.append({**newest, "status": status})
    return sorted(files, key=lambda delivery: (delivery["source"], delivery["name"], delivery["file_id"]))


def input_hash(ledger: Iterable[Delivery], *closed: str) -> str:
    """SHA-256 over the deliveries in force, whatever the order of their arrival, and over hashes of closed
    months.
    """
    lines = sorted(
        json.dumps([delivery[field] for field in INPUT_FIELDS])
        for delivery in latest_deliveries(ledger).values()
    )
    return hashlib.sha256("\n".join([*lines, *sorted(closed)]).encode()).hexdigest()
