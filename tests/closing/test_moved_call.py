"""A call that is corrected from a day of a closed month to an open one counts once; worked out by hand."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dagster_project.closing.freeze import close
from dagster_project.closing.reopening import reopen
from tests.closing.books import Books, differing
from tests.closing.story import AUGUST, CUSTOMERS, RATES, ROSTER, calls

pytestmark = pytest.mark.timeout(1800)

CLOSED, MOVED, OPENED = 1, 2, 3
FIRST = {
    "roster/r.csv": ROSTER,
    "customers/c.csv": CUSTOMERS + "A,\nB,\n",
    "calls/1.csv": calls("a r1 08-31 A", "b r1 09-01 B", "c r1 08-03 B"),
}
CORRECTED = {"calls/2.csv": calls("a r1 09-02 A")}
REASON = "counted in the closed month 2026-08"


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Books:
    """August is closed with call a of the 31st, which a correction puts on 2 September; then it is opened."""
    books = Books(tmp_path_factory.mktemp("moved"))
    for table, line in RATES.items():
        with (books.policy / f"{table}.csv").open("a", encoding="utf-8") as rows:
            rows.write(f"{line}\n")
    books.land(FIRST, "2026-09-04")
    books.night("2026-09-04")
    close(books.home, AUGUST, by="finance", why="payroll")
    books.land(CORRECTED, "2026-09-07")
    books.night("2026-09-07")
    reopen(books.home, AUGUST, "the call of the 31st")
    books.night("2026-09-07")
    return books


def measured(books: Books, version: int, kpi: str, table: str, start: str) -> float:
    """What r1 has."""
    query = f"select measured from kpi_{table} where kpi_id = '{kpi}' and subject_id = 'r1' "
    (found,) = books.rows(version, f"{query} and period_start = '{start}'")
    return float(str(found[0]))


@pytest.mark.parametrize("kpi", ["dials", "successful_calls"])
def test_a_sum_counts_it_in_the_closed_month_until_that_is_opened(moved: Books, kpi: str) -> None:
    """Month of August, of September, the week over the edge, the quarter."""
    periods = [("monthly", "2026-08-01"), ("monthly", "2026-09-01"), ("weekly", "2026-08-31")]
    periods += [("quarterly", "2026-07-01"), ("daily", "2026-09-02")]
    found = {
        version: [measured(moved, version, kpi, *period) for period in periods]
        for version in (CLOSED, MOVED, OPENED)
    }
    assert found == {CLOSED: [2, 1, 2, 3, 0], MOVED: [2, 1, 2, 3, 0], OPENED: [1, 2, 2, 3, 1]}


def test_a_quotient_has_it_as_one_case(moved: Books) -> None:
    query = "select denominator from kpi_quarterly where kpi_id = 'connect_rate' and subject_id = 'r1'"
    assert [moved.rows(version, query) for version in (CLOSED, MOVED, OPENED)] == [[("3.0000",)]] * 3


def test_customers_are_distinct_within_each_period(moved: Books) -> None:
    """A was met in August, as it was closed, and in September, as it is told now; in the quarter once."""
    periods = [("monthly", "2026-08-01"), ("monthly", "2026-09-01"), ("quarterly", "2026-07-01")]
    assert [measured(moved, MOVED, "customer_coverage", *period) for period in periods] == [2, 2, 2]


def test_it_is_told_as_not_counted_with_the_reason(moved: Books) -> None:
    query = f"select unit_id, day, kpi_id from excluded_event where reason = '{REASON}' order by all"
    assert moved.rows(MOVED, query) == [
        ("a", "2026-09-02", kpi) for kpi in ("connect_rate", "dials", "successful_calls")
    ]
    assert moved.rows(OPENED, query) == []
    query = "select difference from would_change where column_name = 'measured' and subject_id = 'r1' "
    assert moved.rows(MOVED, f"{query} and kpi_id = 'dials'") == [("-1.0000",)]


def test_opening_is_the_cause_of_what_then_changes(moved: Books) -> None:
    """2 September was promised without the call."""
    query = (
        "select cause, first_source_file from restatement where table_name = 'kpi_daily' "
        "and column_name = 'measured' and kpi_id = 'dials' and subject_id = 'r1' and period_start = '{}'"
    )
    told = [("corrected rows;reopen", "calls/2.csv")]
    assert moved.rows(OPENED, query.format("2026-09-02")) == told
    assert moved.rows(OPENED, query.format("2026-08-31")) == told
    assert moved.rows(MOVED, "select count(*) from restatement where kpi_id = 'dials'") == [(0,)]


@pytest.mark.faults
def test_a_home_that_begins_anew_with_the_closed_month_publishes_the_same(
    moved: Books, tmp_path: Path
) -> None:
    """As `verify` makes it: everything at once, where the nights had changed what changed."""
    twin = moved.twin(tmp_path / "twin")
    shutil.copytree(next((moved.home.closed / "archive").iterdir()), AUGUST.folder(twin.home))
    folder = twin.night("2026-09-07").folder
    assert differing(moved.home.published / f"v{MOVED:06}", folder) == {}


@pytest.mark.faults
def test_a_home_that_never_closed_publishes_the_same(moved: Books, tmp_path: Path) -> None:
    folder = moved.twin(tmp_path / "never").night("2026-09-07").folder
    assert differing(moved.home.published / f"v{OPENED:06}", folder) == {}
