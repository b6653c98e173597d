"""What a closed month does to every grain that touches it; numbers are worked out by hand (see story.py)."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import duckdb
import pytest

from dagster_project.closing import act
from dagster_project.closing.check import check
from dagster_project.closing.freeze import close
from dagster_project.closing.month import parse_month
from dagster_project.closing.reopening import reopen
from dagster_project.errors import ScorelineError, UsageError
from dagster_project.ingest.ledger import input_hash, read_ledger
from dagster_project.ingest.original import sha256_of
from dagster_project.policy.load import load_policy
from dagster_project.publication.versions import current
from dagster_project.record import log
from dagster_project.warehouse.closed_tables import closed_lines, write_closed
from dagster_project.warehouse.prepare import prepare
from tests.closing.books import Books, differing
from tests.closing.story import AUGUST

pytestmark = pytest.mark.timeout(1800)

CLOSED, LATER, CORRECTED, OPENED = 1, 2, 3, 4
"""Versions of the story: what August is closed with, all that came later, two adjustments, opened again."""


def dials(books: Books, version: int, table: str, start: str) -> dict[object, tuple[object, ...]]:
    """Measured and target of the dials by subject."""
    query = f"select subject_id, measured, target from kpi_{table} where kpi_id = 'dials'"
    found = books.rows(version, f"{query} and period_start = '{start}'")
    return {subject: (float(str(measured)), float(str(target))) for subject, measured, target in found}


def moved(books: Books, version: int, table: str) -> set[object]:
    """Subjects whose rows of August are not those that it was closed with; ranks apart."""
    where = "where period_start between '2026-08-01' and '2026-08-31'"
    column = ' exclude ("rank")' if table.startswith("score") else ""
    with duckdb.connect() as connection:
        for name, number in (("a", CLOSED), ("b", version)):
            path = books.home.published / f"v{number:06}" / "scoreline.duckdb"
            connection.execute(f"attach '{path}' as {name} (read_only)")
        one, other = (f"select *{column} from {name}.{table} {where}" for name in ("a", "b"))
        both = f"(({one}) except all ({other})) union all (({other}) except all ({one}))"
        return {subject for (subject,) in connection.execute(f"select subject_id from ({both})").fetchall()}


@pytest.mark.parametrize("table", ["kpi_daily", "kpi_monthly", "score_monthly"])
def test_late_calls_merge_roster_targets_bands_and_calendar_leave_it_as_it_was(
    books: Books, table: str
) -> None:
    assert moved(books, LATER, table) == set()


def test_each_of_them_would_have_changed_it(books: Books) -> None:
    """Two late calls of r1 (one to E, new to r1); D is C, so r3 covered one customer, not two; r2 joined t2
    after 10 of its 20 days, of which the calendar took one; 20 days of 50 dials instead of 21 of 100.
    """
    query = (
        "select subject_id, kpi_id, column_name, frozen_value, would_be_value, difference from would_change"
    )
    found = {row[:3]: row[3:] for row in books.rows(LATER, query)}
    assert found["r1", "dials", "measured"] == ("3.0000", "5.0000", "2.0000")
    assert found["r1", "customer_coverage", "measured"] == ("3.0000", "4.0000", "1.0000")
    assert found["r3", "customer_coverage", "measured"] == ("2.0000", "1.0000", "-1.0000")
    assert found["r1", "dials", "target"] == ("2100.0000", "1000.0000", "-1100.0000")
    assert found["t1", "dials", "target"] == ("4200.0000", "1500.0000", "-2700.0000")
    assert found["t2", "dials", "target"] == ("2100.0000", "1500.0000", "-600.0000")
    assert found["r1", "dials", "attainment"] == ("0.001429", "0.005000", "0.0036")
    # 2 x 0.005 + 2 x 5/400 of 10 points: 20 successful calls a day on 20 days.
    assert found["r1", "score", "score"] == ("0.0171", "0.0350", "0.0179")
    assert ("r2", "dials", "measured") not in found
    assert {row[0] for row in books.rows(LATER, "select distinct period_start from would_change")} == {
        "2026-08-01"
    }


def test_rank_and_phase_of_the_score_are_told_too(books: Books) -> None:
    """t1 and t2 share the first place: 4 of 4200 dials and 2 of 2100. Today t1 has 6 of 1500, t2 2 of 1500:
    the second place. Everybody is in another phase today.
    """
    query = (
        "select subject_id, column_name, frozen_value, would_be_value, difference from would_change "
        "where kpi_id = 'score' and column_name in ('rank', 'phase')"
    )
    found = books.rows(LATER, query)
    assert [row for row in found if row[1] == "rank"] == [("t2", "rank", "1", "2", "1.0000")]
    phases = {row[0]: row[2:] for row in found if row[1] == "phase"}
    assert set(phases) == {"r1", "r2", "r3", "t1", "t2", "site"}
    assert set(phases.values()) == {("opportunity-hunt", "harvest", None)}


def test_a_quotient_is_frozen_with_both_its_parts(books: Books) -> None:
    """r1: 3 calls, all connected; two late ones would make it 5 of 5. The third quarter has the frozen 3 and
    two of September, one of them late.
    """
    query = "select column_name, frozen_value, would_be_value from would_change where kpi_id = 'connect_rate'"
    assert sorted(books.rows(LATER, f"{query} and subject_id = 'r1'")) == [
        ("denominator", "3.0000", "5.0000"),
        ("numerator", "3.0000", "5.0000"),
    ]
    query = "select numerator, denominator, measured, target from kpi_{} where kpi_id = 'connect_rate' "
    where = "and subject_id = 'r1' and period_start = '{}'"
    month = books.rows(LATER, (query + where).format("monthly", "2026-08-01"))
    assert month == [("3.0000", "3.0000", "1.0000", "0.8000")]
    quarter = books.rows(LATER, (query + where).format("quarterly", "2026-07-01"))
    assert quarter == [("5.0000", "5.0000", "1.0000", "0.8000")]


def test_a_month_that_was_closed_before_a_column_was_there_is_read_without_it(
    books: Books, tmp_path: Path
) -> None:
    mine = Books(tmp_path / "copy")
    shutil.copytree(books.home.root, mine.home.root, symlinks=True, dirs_exist_ok=True)
    close(mine.home, AUGUST, by="finance")
    path = mine.home.closed / AUGUST.name / "counted_event.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"create table kept as select * exclude (base) from '{path}'")
        path.unlink()
        connection.execute(f"copy kept to '{path}' (format parquet)")
        connection.execute("create schema raw")
        write_closed(connection, mine.home)
        found = connection.execute(
            "select count(*) > 0, count(base), sum(quantity) > 0 from raw.closed_counted_event"
        ).fetchone()
    assert found == (True, 0, True)


def test_a_week_over_the_edge_reads_frozen_and_open_days(books: Books) -> None:
    """Monday 31 August is frozen: one dial of 100, without the late one; Tuesday to Friday have 50 each and
    the late call of Tuesday.
    """
    assert dials(books, CLOSED, "weekly", "2026-08-31")["r1"] == (2, 500)
    assert dials(books, LATER, "weekly", "2026-08-31")["r1"] == (3, 300)


def test_a_quarter_mixes_frozen_and_open_days(books: Books) -> None:
    """Frozen: 2100. Five days of September by the 7th: 250. r2 was in t1 in August, in t2 in September."""
    quarter = dials(books, LATER, "quarterly", "2026-07-01")
    assert quarter["r1"] == (5, 2350)
    assert quarter["t1"] == (6, 4450)
    assert quarter["t2"] == (3, 2600)


def test_a_year_mixes_frozen_and_open_days(books: Books) -> None:
    assert dials(books, LATER, "yearly", "2026-01-01")["site"] == (9, 7050)


def test_customers_of_a_quarter_are_distinct_over_frozen_and_open_days(books: Books) -> None:
    """r3 met C and D in August, frozen before the merge, and D again in September, where D is C."""
    query = "select measured from kpi_quarterly where kpi_id = 'customer_coverage' and subject_id = 'r3'"
    assert books.rows(LATER, query) == [("2.0000",)]


def test_an_adjustment_after_the_close_moves_its_subject_and_whoever_contains_it(books: Books) -> None:
    assert moved(books, CORRECTED, "kpi_daily") == {"r1", "t1", "site"}
    assert moved(books, CORRECTED, "kpi_monthly") == {"r1", "t1", "site"}
    assert moved(books, CORRECTED, "score_monthly") == {"r1", "t1", "site", "r3"}
    query = (
        "select measured, adjustment, actual, target, attainment from kpi_monthly where kpi_id = 'dials' "
        "and subject_id = 'r1' and period_start = '2026-08-01'"
    )
    assert books.rows(CORRECTED, query) == [("3.0000", "10.0000", "13.0000", "2100.0000", "0.006190")]


def test_an_adjusted_score_is_banded_by_the_bands_it_was_closed_with(books: Books) -> None:
    """0.0114 + 7 is 70 %: yellow from 60 % on as then, red up to 80 % as today; it is the first now."""
    query = (
        'select measured, adjustment, score, attainment, band, "rank" from score_monthly '
        "where subject_id = 'r3' and period_start = '2026-08-01'"
    )
    adjusted = ("0.0114", "7.0000", "7.0114", "0.701140", "yellow", 1)
    assert books.rows(CORRECTED, query) == [adjusted]
    assert books.rows(OPENED, query)[0][4] == "red"
    points = "select sum(points) from kpi_monthly where subject_id = 'r3' and period_start = '2026-08-01'"
    assert books.rows(CORRECTED, points) == [("0.0114",)]
    quarter = "select adjustment from score_quarterly where subject_id = 'r3'"
    assert books.rows(CORRECTED, quarter) == [("0.0000",)]


@pytest.mark.faults
def test_a_home_that_begins_anew_from_exports_and_closed_months_publishes_the_same(
    books: Books, tmp_path: Path
) -> None:
    twin = books.twin(tmp_path / "twin")
    frozen = next((books.home.closed / "archive").iterdir())
    shutil.copytree(frozen, AUGUST.folder(twin.home))
    folder = twin.night("2026-09-07").folder
    assert differing(books.home.published / f"v{CORRECTED:06}", folder) == {}


def test_reopening_lets_everything_in(books: Books) -> None:
    assert dials(books, OPENED, "monthly", "2026-08-01")["r1"] == (5, 1000)
    assert dials(books, OPENED, "weekly", "2026-08-31")["r1"] == (4, 250)
    assert books.rows(OPENED, "select count(*) from would_change") == [(0,)]
    assert books.rows(OPENED, "select count(*) from closed_month") == [(0,)]
    assert books.rows(OPENED, "select count(closed_in) from rep_day") == [(0,)]


@pytest.mark.faults
def test_a_reopened_home_equals_one_that_never_closed(books: Books, tmp_path: Path) -> None:
    folder = books.twin(tmp_path / "never").night("2026-09-07").folder
    assert differing(books.home.published / f"v{OPENED:06}", folder) == {}


def test_evidence_says_which_version_froze_a_day(books: Books) -> None:
    for table in ("rep_day", "target_day", "weight_day", "counted_event"):
        query = f"select distinct closed_in from {table} where day {{}} '2026-09-01' order by all"
        assert books.rows(LATER, query.format("<")) == [(CLOSED,)], table
        assert books.rows(LATER, query.format(">=")) == [(None,)], table


def test_both_acts_are_recorded_with_who_and_why(books: Books) -> None:
    acts = log.read(books.home, "closed", "reopened")
    assert [(act.event, act.why) for act in acts] == [
        ("closed", "payroll"),
        ("reopened", "the late calls are to be paid"),
    ]
    assert acts[0].by == "finance"
    archived = books.home.closed / "archive" / acts[1].facts["sha256"]
    assert (archived / "closed.json").is_file()
    assert not AUGUST.folder(books.home).exists()


def test_a_month_without_an_end_or_a_reason_stays_as_it_is(books: Books, tmp_path: Path) -> None:
    """September is not over; August is closed twice, opened without a reason, and opened twice."""
    copy = Books(tmp_path / "copy")
    shutil.copytree(books.home.root, copy.home.root, symlinks=True, dirs_exist_ok=True)
    with pytest.raises(UsageError, match="2026-09 is not over in version 4"):
        close(copy.home, parse_month("2026-09"))
    with pytest.raises(UsageError, match="no number of 2026-07; there is nothing to close"):
        close(copy.home, parse_month("2026-07"))
    close(copy.home, AUGUST, by="finance")
    with pytest.raises(UsageError, match="2026-08 is closed already"):
        close(copy.home, AUGUST)
    with pytest.raises(UsageError, match="--why is empty"):
        reopen(copy.home, AUGUST, "  ")
    reopen(copy.home, AUGUST, "a slip")
    with pytest.raises(UsageError, match="2026-08 is not closed"):
        reopen(copy.home, AUGUST, "a slip")
    assert not list(copy.home.closed.glob(".*"))


def test_what_a_kill_cut_short_is_finished_or_undone(
    books: Books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was recorded holds, though the process died before the folder had its name or was moved."""
    copy = Books(tmp_path / "copy")
    shutil.copytree(books.home.root, copy.home.root, symlinks=True, dirs_exist_ok=True)
    settle = act.settle
    with monkeypatch.context() as killed:
        killed.setattr(act, "settle", _die)
        with pytest.raises(KeyboardInterrupt):
            close(copy.home, AUGUST)
    assert not AUGUST.is_closed(copy.home)
    assert settle(copy.home) == ["2026-08 was being closed when the command was killed; that is done now"]
    assert AUGUST.is_closed(copy.home)
    with monkeypatch.context() as killed:
        killed.setattr(act, "settle", _die)
        with pytest.raises(KeyboardInterrupt):
            reopen(copy.home, AUGUST, "a slip")
    assert len(settle(copy.home)) == 1
    assert not AUGUST.is_closed(copy.home)
    with monkeypatch.context() as killed:
        killed.setattr(log, "append", _die)
        with pytest.raises(KeyboardInterrupt):
            close(copy.home, AUGUST)
    assert settle(copy.home) == []
    assert not AUGUST.is_closed(copy.home)
    assert not list(copy.home.closed.glob(".*"))


def _die(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def test_an_edited_publication_is_not_frozen(books: Books, tmp_path: Path) -> None:
    copy = Books(tmp_path / "copy")
    shutil.copytree(books.home.root, copy.home.root, symlinks=True, dirs_exist_ok=True)
    table = copy.home.published / f"v{OPENED:06}" / "kpi_monthly.parquet"
    table.chmod(0o600)
    table.write_bytes(table.read_bytes() + b"x")
    with pytest.raises(ScorelineError, match="expected the file as it was published"):
        close(copy.home, AUGUST)
    act.settle(copy.home)
    assert not list(copy.home.closed.glob(".*"))


def test_a_frozen_file_that_was_edited_or_is_gone_stops_the_next_run(books: Books, tmp_path: Path) -> None:
    copy = Books(tmp_path / "copy")
    shutil.copytree(books.home.root, copy.home.root, symlinks=True, dirs_exist_ok=True)
    close(copy.home, AUGUST)
    assert check(copy.home) == []
    frozen = AUGUST.folder(copy.home) / "kpi_monthly.parquet"
    frozen.chmod(0o600)
    frozen.write_bytes(frozen.read_bytes() + b"x")
    (problem,) = check(copy.home)
    assert problem.startswith(f"{frozen}: expected SHA-256")
    with pytest.raises(ScorelineError, match="a closed month is not what was frozen"):
        prepare(copy.home, load_policy(copy.policy), date(2026, 9, 7), None, code="any")
    shutil.rmtree(AUGUST.folder(copy.home))
    (problem,) = check(copy.home)
    assert "as recorded, found no file" in problem
    reopen(copy.home, AUGUST, "the disk was lost")
    assert check(copy.home) == []


def test_a_closed_month_that_somebody_was_forgotten_in_is_what_the_record_says(
    books: Books, tmp_path: Path
) -> None:
    copy = Books(tmp_path / "copy")
    shutil.copytree(books.home.root, copy.home.root, symlinks=True, dirs_exist_ok=True)
    close(copy.home, AUGUST)
    path = AUGUST.folder(copy.home) / "closed.json"
    was = sha256_of(path)
    path.chmod(0o600)
    path.write_bytes(path.read_bytes() + b"\n")
    (problem,) = check(copy.home)
    assert "as recorded" in problem
    log.append(copy.home, "forgotten", closed={was: sha256_of(path)})
    assert check(copy.home) == []


def test_closing_and_reopening_are_news(books: Books, tmp_path: Path) -> None:
    copy = Books(tmp_path / "copy")
    shutil.copytree(books.home.root, copy.home.root, symlinks=True, dirs_exist_ok=True)
    hashes = [_input(copy)]
    close(copy.home, AUGUST)
    hashes.append(_input(copy))
    reopen(copy.home, AUGUST, "a slip")
    hashes.append(_input(copy))
    told = current(copy.home)
    assert told is not None
    assert hashes[0] == hashes[2] == told.content["input_hash"] != hashes[1]


def _input(books: Books) -> str:
    return input_hash(read_ledger(books.home), *closed_lines(books.home))


@pytest.mark.parametrize("text", ["2026-13", "2026-8", "August", "2026-W32", ""])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="is not a month"):
        parse_month(text)
