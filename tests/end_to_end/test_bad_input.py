"""Bad input is named by file, line, column and value; nothing is lost; a wrong set-up touches nothing."""

from __future__ import annotations

import gzip
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from dagster_project.home import PROJECT
from tests.end_to_end.site import SECOND_NIGHT, Site, assert_whole, said

pytestmark = [pytest.mark.end_to_end, pytest.mark.timeout(1800)]

CALLS = "calls/2026-09/more_2026-09-30T2200.csv"
LEAVE = "leave/2026-09/leave_2026-09-30T2200.csv"
ORDERS = "orders/2026-09/orders_2026-09-30T2200.csv"
ACTIVITIES = "activities/2026-09/activities_2026-09-30T2200.csv"
NO_REP = "calls/2026-09/norep_2026-09-30T2201.csv"
UNFINISHED = "calls/2026-09/later_2026-09-30T2203.csv.part"
CORRUPT = "calls/2026-09/corrupt_2026-09-30T2202.csv.gz"

CALL_ROWS = """\
call_id,rep_id,started_at,disposition,talk_seconds,ring_seconds,direction,phone,result
x1,r01,2026-09-30 10:00:00,connected,60,5,outbound,13800000001,key_person
x2,r99,2026-09-30 10:01:00,connected,60,5,outbound,13800000002,key_person
x3,r01,2026-09-30 10:02:00,ghosted,0,5,outbound,13800000003,
x4,r01,2026-09-30 10:03:00,connected,-5,5,outbound,13800000004,key_person
x5,r01,30 September at ten,connected,60,5,outbound,13800000005,key_person
x6,r01,2026-09-30 10:05:00,connected,a minute,5,outbound,13800000006,key_person
x7,r01,2026-09-30 10:06:00,connected,60,5,sideways,13800000007,key_person
x8,,2026-09-30 10:07:00,connected,60,5,outbound,13800000008,key_person
x9,r01,2026-09-30 10:08:00,connected
x1,r01,2026-09-30 10:00:00,connected,60,5,outbound,13800000001,key_person
x10,r01,2026-09-30 10:09:00,gone to 13800000010,0,5,outbound,13800000010,
"""
REFUSED = [
    f"{CALLS}:5, column talk_seconds: '-5': a number of seconds, 0 or more",
    f"{CALLS}:6, column started_at: '30 September at ten': a time as YYYY-MM-DD HH:MM:SS",
    f"{CALLS}:7, column talk_seconds: 'a minute': a number of seconds, 0 or more",
    f"{CALLS}:8, column direction: 'sideways': one of outbound, inbound, internal",
    f"{CALLS}:9, column rep_id: '': a value, since the column is required",
    f"{CALLS}:10: '4 fields': 9 fields, as many as columns",
    f"{LEAVE}:3, column fraction: 'half': a number from 0 to 1",
    f"{ORDERS}:2, column amount: '1,000.00': a number with at most 4 decimals",
    f"{ORDERS}:3, column signed_at: '2026-13-45': a time as YYYY-MM-DD HH:MM:SS",
    f"{ACTIVITIES}:2, column kind: 'lunch': one of call, visit, follow_up, callback, invitation, log",
    f"{NO_REP}: required column rep_id is missing; the header in line 1 is call_id, started_at",
    f"{CORRUPT}: the packed data ends early",
]


def test_bad_files_and_bad_lines_are_named_counted_and_nothing_is_lost(site: Site) -> None:
    site.land(SECOND_NIGHT)
    site.put(CALLS, CALL_ROWS)
    site.put(NO_REP, "call_id,started_at,disposition\nx20,2026-09-30 10:00:00,connected\n")
    site.put(UNFINISHED, CALL_ROWS[:300])
    site.put(LEAVE, "rep_id,date,kind,fraction\nr06,2026-09-30,moon,0.5\nr06,2026-09-29,sick,half\n")
    site.put(
        ORDERS,
        'order_id,rep_id,signed_at,amount\no1,r01,2026-09-30 10:00:00,"1,000.00"\no2,r01,2026-13-45,5\n',
    )
    site.put(
        ACTIVITIES,
        "activity_id,rep_id,occurred_at,kind\n"
        "v1,r01,2026-09-30 10:00:00,lunch\nv2,r99,2026-09-30 10:00:00,log\n",
    )
    packed = gzip.compress(CALL_ROWS.encode(), mtime=0)
    (site.landing / CORRUPT).write_bytes(packed[: len(packed) // 2])

    done = site.run(SECOND_NIGHT, "--accept", "file_unreadable", "--why", "sent again tomorrow",
                    "--accept", "file_truncated", "--why", "the same broken file")  # fmt: skip
    assert done.returncode == 0, said(done)
    assert_whole(site.current)
    for told in (
        f"{CALLS}: 6 of 11 lines refused",
        f"rep r99: 1 calls from 2026-09-30 to 2026-09-30, first in {CALLS}, line 3",
        f"rep r99: 1 activities from 2026-09-30 to 2026-09-30, first in {ACTIVITIES}, line 3",
        f"calls.disposition 'ghosted': 1 rows, first in {CALLS}, line 4",
        f"calls.disposition 'gone to *****': 1 rows, first in {CALLS}, line 12",
        f"{UNFINISHED}: still being written; it waits for the next run",
        f"leave.kind 'moon': 1 rows, first in {LEAVE}, line 2",
    ):
        assert told in done.stderr, said(done)

    shown = site.scoreline("quarantine", "show").stdout
    assert [line for line in REFUSED if line not in shown] == [], shown
    assert len(shown.splitlines()) == len(REFUSED), shown
    listed = site.scoreline("quarantine", "list").stdout
    for name in (CALLS, LEAVE, ORDERS, ACTIVITIES, NO_REP, CORRUPT):
        assert name in listed

    files = site.query(
        "select name, rows_read, rows_loaded, rows_quarantined, rows_duplicate from lineage_file"
    )
    assert [file for file in files if file[1] != sum(file[2:])] == []
    counted = {name: tuple(rows) for name, *rows in files}
    assert counted[CALLS] == (11, 4, 6, 1)
    assert counted[LEAVE] == (2, 1, 1, 0)
    assert counted[ORDERS] == (2, 0, 2, 0)
    assert counted[ACTIVITIES] == (2, 1, 1, 0)
    assert counted[NO_REP] == counted[CORRUPT] == (0, 0, 0, 0), "files refused whole have no rows to count"
    unread = site.query("select name from lineage_file where status = 'unreadable' order by 1")
    assert [name for (name,) in unread] == sorted([NO_REP, CORRUPT])
    # Known to the phone system, unknown to the roster: kept, and nobody's.
    assert site.query(
        "select count(*) from core.fct_call where rep_id = 'r99'", "warehouse/scoreline.duckdb"
    ) == [(1,)]
    assert site.query("select count(*) from counted_event where rep_id = 'r99'") == [(0,)]


def test_wrong_policy_and_a_source_without_time_zone_are_told_at_once_and_touch_nothing(
    site: Site, tmp_path: Path
) -> None:
    site.land(SECOND_NIGHT)
    policy = shutil.copytree(PROJECT / "seeds", tmp_path / "policy")
    for file, right, wrong in (
        ("bands.csv", "telesales-standard,yellow,0.6", "telesales-standard,yellow,sixty"),
        (
            "weights.csv",
            "telesales-standard,opportunity-hunt,dials,2",
            "telesales-standard,opportunity-hunt,dials,3",
        ),
        ("targets.csv", "telesales-standard,dials,day,100,60,day", "telesales-standard,dails,day,100,60,day"),
    ):
        text = (policy / file).read_text(encoding="utf-8")
        assert right in text
        (policy / file).write_text(text.replace(right, wrong), encoding="utf-8")
    sources = tmp_path / "vendor.yml"
    bank = 'sources:\n  - {name: bank, entity: calls, layout: bank_call_centre, path: "bank/**"}\n'
    sources.write_text(bank, encoding="utf-8")

    before = state(site.home)
    done = replace(site, policy=policy, sources=sources).run(SECOND_NIGHT)
    assert done.returncode == 2, said(done)
    assert "no data was touched" in done.stderr
    for told in (
        "bands.csv:3, column lower_bound: 'sixty': ",
        "weights.csv:",
        "targets.csv:2, column kpi_id: 'dails': ",
        "vendor.yml:2",
        "layout bank_call_centre gives times without offset; say their zone",
    ):
        assert told in done.stderr, said(done)
    assert state(site.home) == before


def state(home: Path) -> dict[str, tuple[int, int]]:
    """Size and time of change of every file."""
    files = sorted(path for path in home.rglob("*") if path.is_file())
    return {str(path): (path.stat().st_size, path.stat().st_mtime_ns) for path in files}
