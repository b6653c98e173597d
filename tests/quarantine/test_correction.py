"""Files to correct and drop again."""

from __future__ import annotations

import csv
from pathlib import Path

import duckdb
import pytest

from dagster_project.home import Home
from dagster_project.ingest.run import ingest
from dagster_project.ingest.sources import SHIPPED
from dagster_project.quarantine.correction import write_corrections
from dagster_project.quarantine.store import RefusedLine, refused_files, refused_lines, stored

CALLS = (
    "call_id,rep_id,started_at,disposition,campaign\n"
    "c1,r1,2026-09-01 09:00:00,connected,\n"
    "c2,r1,yesterday,connected,=cmd()\n"
    'c3,r1,2026-09-01 09:10:00,connected,"two\nlines"\n'
    'c4,r1,never,no_answer,"also, two\nlines"\n'
    "c5,r1,2026-09-01 09:20:00\n"
    "c6,r1,2026-09-01 09:30:00,busy,+86\n"
)


@pytest.fixture
def landed(tmp_path: Path) -> tuple[Home, str]:
    landing = tmp_path / "landing"
    (landing / "calls").mkdir(parents=True)
    (landing / "calls" / "september.csv").write_text(CALLS, encoding="utf-8")
    home = Home(tmp_path / "home").ensure()
    report = ingest(home, landing, SHIPPED, "Asia/Shanghai", "CN")
    return home, report.new_deliveries[0]["file_id"]


def refused(file_id: str, line_no: int, column: str | None, value: str, expected: str) -> RefusedLine:
    return RefusedLine("calls", file_id, "calls/september.csv", line_no, column, value, expected)


def test_the_refused_records_stand_under_their_header_with_the_reason(
    landed: tuple[Home, str], tmp_path: Path
) -> None:
    home, file_id = landed
    lines = [
        refused(file_id, 3, "started_at", "yesterday", "expected a time"),
        refused(file_id, 6, "started_at", "never", "expected a time"),
        refused(file_id, 6, "disposition", "no_answer", "expected something else"),
        refused(file_id, 8, None, "3 fields", "expected 5 fields"),
    ]
    [written] = write_corrections(home, SHIPPED, lines, tmp_path / "out")
    assert written == tmp_path / "out" / "calls" / f"september.refused-{file_id[:8]}.csv"
    with written.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows == [
        ["call_id", "rep_id", "started_at", "disposition", "campaign", "refused_line", "refused_because"],
        ["c2", "r1", "yesterday", "connected", "'=cmd()", "3", "started_at: expected a time"],
        [
            *["c4", "r1", "never", "no_answer", "also, two\nlines", "6"],
            "started_at: expected a time; disposition: expected something else",
        ],
        ["c5", "r1", "2026-09-01 09:20:00", "8", "expected 5 fields"],
    ]


def test_a_corrected_file_is_read_when_it_lands(landed: tuple[Home, str], tmp_path: Path) -> None:
    home, file_id = landed
    lines = [refused(file_id, 3, "started_at", "yesterday", "expected a time")]
    [written] = write_corrections(home, SHIPPED, lines, tmp_path / "landing")
    corrected = written.read_text(encoding="utf-8").replace("yesterday", "2026-09-01 09:05:00")
    written.write_text(corrected, encoding="utf-8")
    report = ingest(home, tmp_path / "landing", SHIPPED, "Asia/Shanghai", "CN")
    assert [(told["status"], told["rows_read"]) for told in report.new_deliveries] == [("read", 1)]


def test_files_are_named_by_path_or_by_the_start_of_their_hash(landed: tuple[Home, str]) -> None:
    home, file_id = landed
    columns = "entity, file_id, file_name, line_no, column_name, value, expected"
    duckdb.sql(
        "select * from (values "
        f"('calls', '{file_id}', 'calls/september.csv', 3, 'started_at', 'x', 'a time'), "
        f"('calls', 'ffff', 'calls/other.csv', 2, null, null, 'a line')) as lines({columns})"
    ).write_parquet(str(stored(home)))
    assert len(refused_lines(home)) == 2
    for word in ("september.csv", "calls/september.csv", file_id[:8]):
        [line] = refused_lines(home, [word])
        assert str(line) == "calls/september.csv:3, column started_at: 'x': a time"


def test_a_file_that_is_refused_whole_is_listed(tmp_path: Path) -> None:
    landing = tmp_path / "landing"
    (landing / "calls").mkdir(parents=True)
    (landing / "calls" / "short.csv").write_text("call_id,rep_id\nc1,r1\n", encoding="utf-8")
    home = Home(tmp_path / "home").ensure()
    ingest(home, landing, SHIPPED, "Asia/Shanghai", "CN")
    [file] = refused_files(home)
    assert file.file_name == "calls/short.csv"
    assert "started_at" in file.reason
