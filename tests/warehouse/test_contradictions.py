"""From the lines of an export to what the gate lists: figures of one leg that cannot all be true."""

from __future__ import annotations

from tests.warehouse.conftest import Derive, rows

CALLS = """\
call_id,rep_id,started_at,answered_at,ended_at,disposition,talk_seconds,total_seconds,result,updated_at
a,r1,2026-09-01 09:00:00,2026-09-01 09:00:10,2026-09-01 09:01:00,connected,50,60,key_person,
b,r1,2026-09-01 09:05:00,,2026-09-01 09:05:30,connected,0,30,,
c,r1,2026-09-01 09:06:00,,2026-09-01 09:06:30,connected,0,33,,
d,r1,2026-09-01 09:07:00,,2026-09-01 01:07:30,busy,0,30,key_person,
e,r1,2026-09-01 09:08:00,,,busy,12,,,
e,r1,2026-09-01 09:08:00,,,connected,12,,,2026-09-01 10:00:00
"""


def test_what_contradicts_itself_is_listed_with_its_first_line(derive: Derive) -> None:
    """Call e was put right by its own update, so that it no longer contradicts itself."""
    files = {"calls/c.csv": CALLS, "roster/r.csv": "rep_id,valid_from\nr1,2026-09-01\n"}
    home = derive(files, "+int_counted_event +contradiction_kind")
    assert rows(
        home, "select kind, source, rows, file_name, line_no from gate.contradiction_kind order by 1"
    ) == [
        ("connected without talk time", "calls", 2, "calls/c.csv", 3),
        ("ended before it started", "calls", 1, "calls/c.csv", 5),
        ("key person without being connected", "calls", 1, "calls/c.csv", 5),
        ("total is not end minus start", "calls", 1, "calls/c.csv", 4),
    ]
    assert rows(home, "select call_id, kind from core.contradiction where rep_id = 'r1' and line_no = 4") == [
        ("c", "connected without talk time"),
        ("c", "total is not end minus start"),
    ]
