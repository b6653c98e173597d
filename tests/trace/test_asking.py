"""How a trace is asked for, and what is said where there is nothing to trace."""

from __future__ import annotations

import os
from datetime import date

import pytest

from dagster_project.errors import ScorelineError, UsageError
from dagster_project.home import Home
from dagster_project.record import log
from dagster_project.trace import members
from dagster_project.trace.asked import GRAINS, asked_period, end_of, period, period_of, start_of
from dagster_project.trace.gather import gather
from dagster_project.trace.opened import Opened, open_publication
from dagster_project.trace.subjects import check_kpi, find_scheme, find_subject
from tests.trace.in_memory import CORE, asked, checks

SEPTEMBER = period("month", "2026-09")


@pytest.mark.parametrize(
    ("grain", "said", "start", "end"),
    [
        ("day", "2026-02-28", date(2026, 2, 28), date(2026, 2, 28)),
        ("week", "2026-W01", date(2025, 12, 29), date(2026, 1, 4)),
        ("week", "2020-W53", date(2020, 12, 28), date(2021, 1, 3)),
        ("month", "2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("quarter", "2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
        ("year", "2026", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_periods(grain: str, said: str, start: date, end: date) -> None:
    found = period(grain, said)
    assert (found.start, found.end) == (start, end)
    assert period_of(grain, start) == found
    assert start_of(grain, end) == start
    assert end_of(grain, start) == end


@pytest.mark.parametrize(
    ("grain", "said"),
    [("day", "2026-02-30"), ("day", "today"), ("week", "2026-W54"), ("week", "2026-45"), ("month", "2026-13"),
     ("quarter", "2026-Q5"), ("year", "26")],
)  # fmt: skip
def test_what_is_no_period(grain: str, said: str) -> None:
    with pytest.raises(UsageError, match=f"--{grain}: '{said}' is no {grain}"):
        period(grain, said)


def test_one_period_is_asked_for() -> None:
    with pytest.raises(UsageError, match=r"expected one period .* found none"):
        asked_period(dict.fromkeys(GRAINS))
    with pytest.raises(UsageError, match="found --day and --year"):
        asked_period(dict.fromkeys(GRAINS) | {"day": "2026-01-01", "year": "2026"})


def test_kinds_of_subjects(opened: Opened) -> None:
    assert find_subject(opened, "ann", None, SEPTEMBER) == "rep"
    assert find_subject(opened, "north", None, SEPTEMBER) == "team"
    assert find_subject(opened, "site", "site", SEPTEMBER) == "site"


@pytest.mark.parametrize(
    ("subject", "kind", "said"),
    [
        ("anne", None, "'anne'; did you mean ann"),
        ("Ann Lee", None, "Ann Lee is the name of ann"),
        ("ann", "team", "'ann' is a rep, not a team"),
        ("ann", "person", "--kind: 'person'; expected one of rep, team, manager, site"),
        ("zzz", None, "known are ann, bob, cid, meg, north, site, south"),
    ],
)
def test_an_unknown_subject(opened: Opened, subject: str, kind: str | None, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        find_subject(opened, subject, kind, SEPTEMBER)


def test_an_ambiguous_subject(opened: Opened) -> None:
    opened.connection.begin()
    table = opened.table("kpi_monthly")
    opened.connection.execute(f"update {table} set subject_id = 'ann' where subject_id = 'north'")
    with pytest.raises(UsageError, match="'ann' is a rep and a team; say which with --kind"):
        find_subject(opened, "ann", None, SEPTEMBER)
    opened.connection.rollback()


def test_a_period_without_rows(opened: Opened) -> None:
    with pytest.raises(UsageError, match=r"nothing published for month 2026-08 .* from 2026-09 to 2026-09"):
        find_scheme(opened, "rep", "ann", period("month", "2026-08"), None)


def test_schemes_and_kpis_are_checked(opened: Opened) -> None:
    assert find_scheme(opened, "rep", "ann", SEPTEMBER, None) == CORE
    with pytest.raises(UsageError, match=f"--scheme: not 'other': {CORE}"):
        find_scheme(opened, "rep", "ann", SEPTEMBER, "other")
    with pytest.raises(UsageError, match="has no 'dails'; expected one of customer_coverage, dials"):
        check_kpi(opened, CORE, "dails")


def test_questions_of_few_days_and_of_many_take_turns(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Events of many days are not held in memory; those of the question before are let go."""
    few, many = asked("ann", "week", "2026-W39"), asked("site", "month", "2026-09", kind="site")
    for question in (few, many, few, many):
        monkeypatch.setattr(members, "HELD_DAYS", 10 if question is many else 10_000)
        assert {check.name for check in checks(opened, question) if not check.agrees} == set()
        held = opened.rows("select 1 from duckdb_tables() where table_name = 'held_event'")
        assert len(held) == (question is few)


def test_versions(own_home: Home) -> None:
    assert open_publication(own_home, 1).version == 1
    with pytest.raises(UsageError, match="there is no version 7; expected one of 1"):
        open_publication(own_home, 7)
    log.append(own_home, "pruned", versions=[{"version": 1, "removed": "everything"}])
    with pytest.raises(ScorelineError, match="trace of version 1: its tables were pruned"):
        open_publication(own_home, 1)


def test_a_file_of_the_publication_that_is_gone_is_named(own_home: Home) -> None:
    (own_home.published / "v000001" / "score_monthly.parquet").unlink()
    with pytest.raises(ScorelineError, match=r"score_monthly\.parquet: this file of version 1 is gone"):
        gather(open_publication(own_home, None), asked("ann", "month", "2026-09"))


def test_a_version_without_evidence_is_told_so(own_home: Home) -> None:
    found = open_publication(own_home, None)
    del found.manifest.tables["rep_day"]
    with pytest.raises(ScorelineError, match="version 1 has no table rep_day: it was made before"):
        gather(found, asked("ann", "month", "2026-09"))


def test_nothing_published_yet(tmp_path: os.PathLike[str]) -> None:
    with pytest.raises(UsageError, match="nothing has been published"):
        open_publication(Home(tmp_path), None)  # type: ignore[arg-type]
