"""What rules say of closed months stands as it was frozen; worked out by hand (see penalty.py)."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from dagster_project.home import Home
from dagster_project.warehouse.closed_tables import write_closed
from tests.closing.books import Books

pytestmark = pytest.mark.timeout(1800)

OPEN, CLOSED, OPENED = 1, 2, 3
"""Versions of the story: what both months are closed with, all that came later, opened again."""
SEPTEMBER, OCTOBER = "2026-09-01", "2026-10-01"
BOTH, LAST_TWO = "2026-08-01;2026-09-01", "2026-09-01;2026-10-01"


def found(books: Books, version: int) -> set[tuple[object, ...]]:
    """Who is named, for which month, on which evidence, how far."""
    columns = "subject_id, period_start, evidence_periods, status"
    return set(books.rows(version, f"select {columns} from consequence where rule_id = 'two-red-months'"))


def test_two_red_months_in_a_row_name_the_rep(penalties: Books) -> None:
    """r3's second month is yellow."""
    assert found(penalties, OPEN) == {
        ("r1", SEPTEMBER, BOTH, "provisional"),
        ("r2", SEPTEMBER, BOTH, "provisional"),
    }


def test_late_leave_bands_and_calendar_leave_what_was_frozen(penalties: Books) -> None:
    """It is proposed now. October's evidence begins in a September that was frozen: r3's is yellow, r2 has 12
    of the 22 working days that it had then, not of 27.
    """
    assert found(penalties, CLOSED) == {
        ("r1", SEPTEMBER, BOTH, "proposed"),
        ("r2", SEPTEMBER, BOTH, "confirmed"),
        ("r1", OCTOBER, LAST_TWO, "provisional"),
        ("r2", OCTOBER, LAST_TWO, "provisional"),
    }


def test_a_named_person_decides_once_the_months_are_closed(penalties: Books) -> None:
    """The last decision about r2 holds; that about r1's open October waits, his own does not count."""
    query = (
        "select decided_by, cast(decided_at as varchar), reason from consequence where status = 'confirmed'"
    )
    assert penalties.rows(CLOSED, query) == [("wang", "2026-10-21 01:00:00", "talked with her")]
    undecided = "select count(*) from consequence where status <> 'confirmed' and decided_by is not null"
    assert penalties.rows(CLOSED, undecided) == [(0,)]
    assert penalties.rows(OPENED, "select count(*) from consequence where decided_by is not null") == [(0,)]


def test_a_decision_that_does_not_count_is_told(penalties: Books) -> None:
    told = "select decision_id, file_name, line_no from gate.{} order by all"
    with duckdb.connect(str(penalties.home.warehouse), read_only=True) as warehouse:
        assert warehouse.execute(told.format("refused_decision")).fetchall() == [("d4", "decisions/d.csv", 5)]
        assert warehouse.execute(told.format("unknown_decision")).fetchall() == [("d5", "decisions/d.csv", 6)]


def test_what_the_closed_months_hold_back_is_told(penalties: Books) -> None:
    """What reopening then lets in; October is open, but rests on September."""
    query = (
        "select period_start, subject_id, column_name, frozen_value, would_be_value, difference "
        "from would_change where kpi_id = 'consequence' order by all"
    )
    assert penalties.rows(CLOSED, query) == [
        (SEPTEMBER, "r1", "two-red-months", BOTH, None, None),
        (SEPTEMBER, "r3", "two-red-months", None, BOTH, None),
        (OCTOBER, "r3", "two-red-months", None, LAST_TWO, None),
    ]
    assert penalties.rows(OPEN, query) == penalties.rows(OPENED, query) == []


def test_reopening_lets_them_in(penalties: Books) -> None:
    """r1 was there on one day of August, which is no evidence any more; r3's 70 % are red."""
    assert found(penalties, OPENED) == {
        ("r1", OCTOBER, LAST_TWO, "provisional"),
        ("r2", SEPTEMBER, BOTH, "provisional"),
        ("r2", OCTOBER, LAST_TWO, "provisional"),
        ("r3", SEPTEMBER, BOTH, "provisional"),
        ("r3", OCTOBER, LAST_TWO, "provisional"),
    }


def test_a_month_that_an_earlier_release_closed_is_read_without_a_calendar(
    penalties: Books, tmp_path: Path
) -> None:
    archived = next((penalties.home.closed / "archive").iterdir())
    twin = Home(tmp_path)
    shutil.copytree(archived, twin.closed / "2026-09")
    counts = "select (select count(*) from raw.closed_calendar), (select count(*) > 0 from raw.closed_band)"
    with duckdb.connect() as connection:
        connection.execute("create schema raw")
        write_closed(connection, twin)
        assert connection.execute(counts).fetchone() in {(30, True), (31, True)}
        (twin.closed / "2026-09" / "calendar.parquet").unlink()
        write_closed(connection, twin)
        assert connection.execute(counts).fetchone() == (0, True)


def test_who_is_named_no_more_or_newly_is_restated(penalties: Books) -> None:
    """Nothing is while the months are closed, though r1 would not be named; then both are told, with why."""
    query = (
        "select row_key, change, old_value, new_value, cause, first_source_file from restatement "
        "where table_name = 'consequence' and version = {} order by all"
    )
    assert penalties.rows(CLOSED, query.format(CLOSED)) == []
    keys = {
        (rep, month): f'["two-red-months","{rep}","{month}"]'
        for rep in ("r1", "r3")
        for month in (SEPTEMBER, OCTOBER)
    }
    assert penalties.rows(OPENED, query.format(OPENED)) == [
        (keys["r1", SEPTEMBER], "vanished", BOTH, None, "late rows;reopen", "leave/r1.csv"),
        (keys["r3", SEPTEMBER], "appeared", None, BOTH, "policy;reopen", "bands.csv:3"),
        (keys["r3", OCTOBER], "appeared", None, LAST_TWO, "policy;reopen", "bands.csv:3"),
    ]
