"""What every call passes through is copied for the few calls of a night, and not when it is all of them."""

from __future__ import annotations

from pathlib import Path

from dagster_project.home import Home
from tests.warehouse.conftest import rows
from tests.warehouse.nights import Nights

CALLS = "call_id,rep_id,started_at,disposition,phone\n"
ROSTER = "rep_id,valid_from\nr1,2026-09-01\n"


def kind(home: Home) -> str:
    """Whether the revisions of calls are a table or a view."""
    query = "select table_type from information_schema.tables where table_name = 'int_call__revision'"
    [(found,)] = rows(home, query)
    return str(found)


def test_the_first_night_copies_no_revisions_and_the_next_ones_only_what_they_change(tmp_path: Path) -> None:
    nights = Nights(tmp_path)
    first = f"{CALLS}a,r1,2026-09-01 09:00:00,no_answer,+8613800000001\na,r1,2026-09-01 09:00:00,busy,\n"
    home = nights.night("2026-09-02", {"roster/r.csv": ROSTER, "calls/1.csv": first})
    assert kind(home) == "VIEW"
    assert nights.counted() == {("r1", "2026-09-01"): 1}
    nights.night("2026-09-02", {"calls/2.csv": f"{CALLS}b,r1,2026-09-02 09:00:00,busy,\n"})
    assert kind(home) == "BASE TABLE"
    assert rows(home, "select call_id from core.int_call__revision") == [("b",)]
    assert nights.differences("2026-09-02") == {}
