"""What an event's unit was and where it is now is looked up by equalities, not found among all others."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

from dagster_project.publication.restatements import build, event_facts
from dagster_project.publication.restatements.sides import Side
from tests.restatement.world import World

EITHER = re.compile(r"(unit_id|_line)\W* OR ")
"""A pair of events is looked at by the one or the other: only after every pair of the KPI was made."""


def test_events_are_judged_without_looking_at_every_pair(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A late night over years of calls has hundreds of thousands of changed events and of known ones."""
    plans: list[Any] = []

    def explained(connection: duckdb.DuckDBPyConnection, old: Side, new: Side) -> None:
        event_facts.add_event_facts(connection, old, new)
        for query in (event_facts._JUDGED, event_facts._BY_ELIMINATION.partition(";")[0]):
            rows = connection.execute(f"explain (format json) {query}").fetchall()
            plans.extend(json.loads(row[1]) for row in rows)

    monkeypatch.setattr(build, "add_event_facts", explained)
    world.file("calls/late.csv", "2026-09-20T00:00:00")
    world.event("c9", "calls/late.csv")
    world.day["actual"] = 3
    world.night()
    assert len(plans) == 2
    assert [text for plan in plans for text in _texts(plan) if EITHER.search(text)] == []


def _texts(told: Any) -> Iterator[str]:
    """Every text of a plan."""
    if isinstance(told, str):
        yield told
    for part in told.values() if isinstance(told, dict) else told if isinstance(told, list) else ():
        yield from _texts(part)
