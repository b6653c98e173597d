"""Lines are looked for by key, whatever blanks stand around it, and read once."""

from __future__ import annotations

from dagster_project.trace.opened import Opened
from dagster_project.trace.rawstore import RawStore


def test_a_line_is_read_once(opened: Opened) -> None:
    store = RawStore(opened)
    places = store.keyed("calls", ("rep_id",), ["ann"])
    first = store.lines(places)
    assert first
    again = store.lines(places[:1])
    assert again[places[0]] is first[places[0]]


def test_a_condition_narrows_the_search(opened: Opened) -> None:
    store = RawStore(opened)
    found = store.lines(store.keyed("calls", ("rep_id",), ["ann"])).values()
    days = {(line.get("started_at") or "")[:10] for line in found}
    day = min(days)
    narrowed = store.keyed("calls", ("rep_id",), ["ann"], f"substr(trim(started_at), 1, 10) = '{day}'")
    assert len(days) > 1
    assert sorted(narrowed) == sorted(
        line.place for line in found if (line.get("started_at") or "").startswith(day)
    )
