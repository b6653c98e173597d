"""The causes through the real command: three nights of a site of five people, every expected row by hand.

Whoever is restated is restated for one reason, so that each can be told apart: R1 by a late call, then by an
appeal, R2 by a corrected call, then by a target, R3 by a merge, R4 by a move to another team, R5 by leave
that came late, everybody by a holiday.
"""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.core_policy import copy_core_policy
from tests.end_to_end.site import Site, said

pytestmark = [pytest.mark.end_to_end, pytest.mark.faults, pytest.mark.timeout(1800)]

AS_OF = "2026-09-29"
MONDAY, TUESDAY, WEDNESDAY, SUNDAY = "2026-09-21", "2026-09-22", "2026-09-23", "2026-09-27"
CALLS = "call_id,rep_id,started_at,disposition,talk_seconds,result,customer_id,phone,updated_at\n"


def call(no: int, rep: str, day: str = MONDAY, updated: str = "") -> str:
    """One successful call; every call reaches a customer of its own."""
    return f"c{no},{rep},{day}T10:0{no % 10}:00,connected,60,key_person,K{no},,{updated}\n"


def land(site: Site, name: str, text: str, exported: str) -> None:
    at = datetime.fromisoformat(exported).timestamp()
    os.utime(site.put(name, text), (at, at))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("real-nights")
    copy_core_policy(folder / "policy")
    site = Site(folder / "home", folder / "landing", folder, policy=folder / "policy")
    people = "".join(
        f"R{n},2026-09-01,Rep {n},T1,{'senior' if n == 2 else 'junior'},2026-01-01\n" for n in range(1, 6)
    )
    land(
        site, "roster/r.csv", f"rep_id,valid_from,name,team_id,grade,hired_on\n{people}", f"{AS_OF}T21:00:00"
    )
    calls = "".join(call(no, f"R{1 + no // 2}") for no in range(9))
    land(site, "calls/c.csv", CALLS + calls, f"{AS_OF}T21:00:00")
    customers = "".join(f"K{no},Firm {no},\n" for no in range(10))
    land(site, "customers/k.csv", f"customer_id,name,merged_into\n{customers}", f"{AS_OF}T21:00:00")
    run(site, "Published version 1")
    return site


def run(site: Site, *expected: str) -> None:
    done = site.run(AS_OF)
    assert done.returncode == 0, said(done)
    for words in expected:
        assert words in done.stdout, said(done)


def restated(site: Site, version: int, where: str) -> list[tuple[Any, ...]]:
    return site.query(
        "select subject_id, period_start::varchar, column_name, old_value, new_value, cause, "
        f"first_source_file from restatement where version = {version} and {where} order by all"
    )


DAY = (
    "table_name = 'kpi_daily' and kpi_id = 'dials' and subject_kind = 'rep' "
    "and column_name in ('actual', 'target')"
)


def test_five_causes_in_one_night(site: Site) -> None:
    later = "2026-09-30T21:00:00"
    land(site, "calls/late.csv", CALLS + call(20, "R1"), later)
    land(site, "calls/right.csv", CALLS + call(3, "R2", TUESDAY, "2026-09-30T09:00:00"), later)
    land(site, "customers/merged.csv", "customer_id,name,merged_into\nK5,Firm 5,K4\n", later)
    move = "R4,2026-09-22,Rep 4,T2,junior,2026-01-01\n"
    land(site, "roster/move.csv", f"rep_id,valid_from,name,team_id,grade,hired_on\n{move}", later)
    land(site, "leave/l.csv", f"rep_id,date,kind,fraction\nR5,{TUESDAY},sick,1\n", later)
    run(site, "numbers of complete periods changed (", "scoreline diff 1 2")
    assert restated(site, 2, DAY) == [
        ("R1", MONDAY, "actual", "2.0000", "3.0000", "late rows", "calls/late.csv"),
        ("R2", MONDAY, "actual", "2.0000", "1.0000", "corrected rows", "calls/right.csv"),
        ("R2", TUESDAY, "actual", "0.0000", "1.0000", "corrected rows", "calls/right.csv"),
        ("R5", TUESDAY, "target", "100.0000", "0.0000", "late rows", "leave/l.csv"),
    ]
    covered = "table_name = 'kpi_weekly' and kpi_id = 'customer_coverage' and column_name = 'actual'"
    assert restated(site, 2, f"{covered} and subject_id in ('R1', 'R3')") == [
        ("R1", MONDAY, "actual", "2.0000", "3.0000", "late rows", "calls/late.csv"),
        ("R3", MONDAY, "actual", "2.0000", "1.0000", "identity", "customers/merged.csv"),
    ]
    week = "table_name = 'kpi_weekly' and kpi_id = 'dials' and column_name in ('actual', 'target')"
    assert restated(site, 2, f"{week} and subject_id in ('R4', 'T2')") == [
        ("T2", MONDAY, "actual", None, "0.0000", "roster", "roster/move.csv"),
        ("T2", MONDAY, "target", None, "300.0000", "roster", "roster/move.csv"),
    ]
    assert restated(site, 2, f"{week} and subject_id = 'T1'") == [
        ("T1", MONDAY, "actual", "9.0000", "10.0000", "late rows;corrected rows", "calls/late.csv"),
        ("T1", MONDAY, "target", "2000.0000", "1600.0000", "late rows;roster", "leave/l.csv"),
    ]
    assert site.query("select distinct since_version from restatement") == [(1,)]


def test_policy_calendar_and_an_appeal_in_the_next(site: Site) -> None:
    policy = site.policy
    assert policy is not None
    targets, calendar = policy / "targets.csv", policy / "calendar.csv"
    add(targets, "telesales-standard,dials,day,50,30,day,senior,,,,\n")
    add(
        calendar, f"{WEDNESDAY},false,team day{',' * (calendar.read_text().splitlines()[0].count(',') - 2)}\n"
    )
    opened = site.scoreline(
        "appeal", "open", "--subject", "R1", "--period", MONDAY, "--kpi", "dials", "--claim",
        "five were lost", "--by", "R1"
    )  # fmt: skip
    assert opened.returncode == 0, said(opened)
    decide = (
        "appeal",
        "decide",
        "1",
        "--approve",
        "--delta",
        "5",
        "--why",
        "they were",
        "--landing",
        str(site.landing),
    )
    own = site.scoreline(*decide, "--by", "Rep 1")
    assert own.returncode == 2, said(own)
    decided = site.scoreline(*decide, "--by", "Zhao")
    assert decided.returncode == 0, said(decided)
    (site.landing / "adjustments" / "appeal-000001.csv").unlink()  # lost; the run writes it again
    run(site, "Published version 3")
    line = lines(calendar)
    holiday = [
        (f"R{n}", WEDNESDAY, "target", "100.0000", "0.0000", "calendar", f"calendar.csv:{line}")
        for n in (1, 3, 4, 5)
    ]
    policy_row = ("policy", f"targets.csv:{lines(targets)}")
    assert restated(site, 3, DAY) == sorted([
        ("R1", MONDAY, "actual", "3.0000", "8.0000", "adjustment", "adjustments/appeal-000001.csv"),
        ("R2", MONDAY, "target", "100.0000", "50.0000", *policy_row),
        ("R2", TUESDAY, "target", "100.0000", "50.0000", *policy_row),
        ("R2", WEDNESDAY, "target", "100.0000", "0.0000", "policy;calendar", policy_row[1]),
        ("R2", "2026-09-24", "target", "100.0000", "50.0000", *policy_row),
        ("R2", "2026-09-28", "target", "100.0000", "50.0000", *policy_row),
        ("R2", "2026-09-29", "target", "100.0000", "50.0000", *policy_row),
        *holiday,
    ])  # fmt: skip
    assert site.query("from restatement where cause in ('', 'unexplained')") == []
    since = "select since_version from restatement where version = 3 and " + DAY + " and subject_id = 'R1'"
    assert sorted(site.query(since)) == [(1,), (2,)]
    listed = site.scoreline("appeal", "list")
    assert "in version 3" in listed.stdout, said(listed)


def test_diff_tells_the_same_to_people(site: Site) -> None:
    done = site.scoreline("diff", "1", "3", "--subject", "R1")
    assert done.returncode == 0, said(done)
    assert "rep R1, day 2026-09-21, telesales-standard" in done.stdout
    assert "because of late rows and then adjustment (calls/late.csv)" in done.stdout
    assert "dials: actual 2.0000 -> 8.0000" in done.stdout


def add(file: Path, line: str) -> None:
    text = file.read_text(encoding="utf-8")
    file.write_text(text + ("" if text.endswith("\n") else "\n") + line, encoding="utf-8")


def lines(file: Path) -> int:
    return len(file.read_text(encoding="utf-8").splitlines())
