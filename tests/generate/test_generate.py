"""What `generate` promises: the same bytes again, the size asked for, and rows that fit each other."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import duckdb
import pytest

from dagster_project.errors import UsageError
from dagster_project.generate import GenerateReport, generate

REPS, DAYS, CALLS = 30, 62, 60


def fingerprint(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> GenerateReport:
    return generate(tmp_path_factory.mktemp("landing"), REPS, DAYS, CALLS, seed=7)


@pytest.fixture(scope="module")
def tables(report: GenerateReport) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    for entity in report.rows:
        files = f"{report.out}/{entity}/**/*.csv"
        connection.execute(
            f"create table {entity} as select * from read_csv('{files}', all_varchar = true, filename = true)"
        )
    return connection


def count(tables: duckdb.DuckDBPyConnection, query: str) -> int:
    row = tables.execute(f"select count(*) from {query}").fetchone()
    assert row is not None
    return int(row[0])


def test_the_same_arguments_give_the_same_bytes(report: GenerateReport, tmp_path: Path) -> None:
    generate(tmp_path / "again", REPS, DAYS, CALLS, seed=7)
    assert fingerprint(tmp_path / "again") == fingerprint(report.out)


def test_the_bytes_are_those_of_every_machine(tmp_path: Path) -> None:
    """A digest written down: it changes only when the generator is changed on purpose."""
    generate(tmp_path, reps=3, days=7, calls_per_day=20, seed=1)
    whole = hashlib.sha256(repr(sorted(fingerprint(tmp_path).items())).encode()).hexdigest()
    assert whole == "b0e5bac258ef8595440199adbbe8d6b1d84261e4015570b0111abb9935705ca2"


def test_another_seed_gives_other_calls(report: GenerateReport, tmp_path: Path) -> None:
    generate(tmp_path, REPS, DAYS, CALLS, seed=8)
    mine, others = fingerprint(report.out), fingerprint(tmp_path)
    calls = [name for name in mine if name.startswith("calls/")]
    assert all(mine[name] != others.get(name) for name in calls)


def test_as_many_calls_as_asked_for(report: GenerateReport, tables: duckdb.DuckDBPyConnection) -> None:
    wanted = REPS * report.working_days * CALLS
    assert 0.8 * wanted < report.calls < 1.2 * wanted
    assert count(tables, "(select distinct call_id from calls)") == report.calls


def test_the_report_counts_what_stands_in_the_files(
    report: GenerateReport, tables: duckdb.DuckDBPyConnection
) -> None:
    for entity, rows in report.rows.items():
        assert count(tables, f"{entity} where filename not like '%T2230%'") == rows
    files = list(report.out.rglob("*.csv"))
    assert report.files == len(files)
    assert report.bytes == sum(path.stat().st_size for path in files)


def test_only_corrections_repeat_a_call(tables: duckdb.DuckDBPyConnection) -> None:
    """Two rows of one call stand in different nights' files and say different things."""
    again = "calls where filename not like '%T2230%' group by call_id having count(*) > 1"
    corrected = count(tables, f"(select call_id from {again})")
    assert corrected > 0
    differ = "count(distinct filename) = 2 and count(distinct result) = 2"
    assert count(tables, f"(select 1 from {again} and {differ})") == corrected
    assert count(tables, "(select distinct filename from calls where filename like '%T2230%')") == 1


@pytest.mark.parametrize(
    ("entity", "key"),
    [
        ("customers", "customer_id, updated_at"),
        ("contacts", "contact_id, updated_at"),
        ("opportunities", "opportunity_id, updated_at"),
        ("orders", "order_id, updated_at"),
        ("leave", "rep_id, date, kind"),
        ("activities", "activity_id"),
        ("receipts", "receipt_id"),
        ("complaints", "complaint_id, resolved_at"),
        ("surveys", "survey_id"),
        ("ratings", "subject_id, period, dimension, rater"),
        ("attendance", "rep_id, date, event"),
        ("tasks", "rep_id, date, kind"),
        ("training", "rep_id, date, course"),
        ("contacts", "contact_id, mobile, updated_at"),
    ],
)
def test_keys_are_unique(tables: duckdb.DuckDBPyConnection, entity: str, key: str) -> None:
    assert count(tables, f"(select 1 from {entity} group by {key} having count(*) > 1)") == 0


@pytest.mark.parametrize(
    ("child", "column", "parent", "key"),
    [
        ("calls", "rep_id", "roster", "rep_id"),
        ("calls", "customer_id", "customers", "customer_id"),
        ("calls", "contact_id", "contacts", "contact_id"),
        ("calls", "linked_id", "calls", "call_id"),
        ("contacts", "customer_id", "customers", "customer_id"),
        ("customers", "merged_into", "customers", "customer_id"),
        ("opportunities", "customer_id", "customers", "customer_id"),
        ("opportunities", "rep_id", "roster", "rep_id"),
        ("orders", "opportunity_id", "opportunities", "opportunity_id"),
        ("leave", "rep_id", "roster", "rep_id"),
        ("activities", "rep_id", "roster", "rep_id"),
        ("activities", "customer_id", "customers", "customer_id"),
        ("activities", "contact_id", "contacts", "contact_id"),
        ("receipts", "order_id", "orders", "order_id"),
        ("complaints", "customer_id", "customers", "customer_id"),
        ("surveys", "customer_id", "customers", "customer_id"),
        ("ratings", "subject_id", "roster", "rep_id"),
        ("attendance", "rep_id", "roster", "rep_id"),
        ("tasks", "rep_id", "roster", "rep_id"),
        ("training", "rep_id", "roster", "rep_id"),
        ("contacts", "created_by", "roster", "rep_id"),
    ],
)
def test_references_lead_somewhere(
    tables: duckdb.DuckDBPyConnection, child: str, column: str, parent: str, key: str
) -> None:
    assert count(tables, f"{child} where {column} is not null") > 0
    lost = f"{child} where {column} is not null and {column} not in (select {key} from {parent})"
    assert count(tables, lost) == 0


def test_calls_lie_within_the_time_that_a_rep_is_employed(tables: duckdb.DuckDBPyConnection) -> None:
    employed = """
        select rep_id, min(hired_on) as joined, coalesce(max(left_on), '9999-12-31') as gone
        from roster group by rep_id
    """
    outside = f"calls join ({employed}) using (rep_id) where started_at[:10] not between joined and gone"
    assert count(tables, outside) == 0


def test_calls_lie_within_the_hours_of_working_days(tables: duckdb.DuckDBPyConnection) -> None:
    holiday = "calls where started_at[:10] = '2026-09-25' or started_at[:10] in ('2026-09-19', '2026-09-26')"
    assert count(tables, holiday) == 0
    assert count(tables, "calls where started_at[:10] = '2026-09-20'") > 0
    assert count(tables, "calls where started_at[12:] not between '09:30:00' and '19:30:00'") == 0


def test_some_calls_come_a_night_late(tables: duckdb.DuckDBPyConnection) -> None:
    stamp = "regexp_extract(filename, 'calls_([0-9-]+)T', 1)"
    assert count(tables, f"calls where started_at[:10] < {stamp}") > 0
    assert count(tables, f"calls where started_at[:10] > {stamp}") == 0


def test_a_machine_that_answers_may_count_as_connected(tables: duckdb.DuckDBPyConnection) -> None:
    assert count(tables, "calls where disposition = 'connected' and result = 'voicemail'") > 0


def test_nothing_happens_after_the_last_night(tables: duckdb.DuckDBPyConnection) -> None:
    assert count(tables, "opportunities where updated_at > '2026-10-01'") == 0
    assert count(tables, "orders where updated_at > '2026-10-01'") == 0


def test_no_more_is_received_than_was_sold(tables: duckdb.DuckDBPyConnection) -> None:
    sold = "(select order_id, max(amount::decimal(18, 2)) as sold from orders group by order_id)"
    received = "(select order_id, sum(amount::decimal(18, 2)) as received from receipts group by order_id)"
    assert count(tables, f"{received} join {sold} using (order_id) where received > sold") == 0
    assert count(tables, f"{received} join {sold} using (order_id) where received = sold") > 0


def test_most_calls_that_are_claimed_were_made(tables: duckdb.DuckDBPyConnection) -> None:
    """Some were not: nobody dialled that number on that day."""
    claimed = "activities as a where kind = 'call'"
    bare = "regexp_replace(c.phone, '^(0086|[+]86)', '')"
    made = (
        f"exists (from calls as c where c.rep_id = a.rep_id and {bare} = a.phone "
        "and c.started_at[:10] = a.occurred_at[:10])"
    )
    assert count(tables, f"{claimed} and {made}") > 10 * count(tables, f"{claimed} and not {made}") > 0


def test_what_a_list_assigns_is_done_on_its_day(tables: duckdb.DuckDBPyConnection) -> None:
    done = """
        select rep_id, occurred_at[:10] as date, count(*) as done,
            case kind when 'callback' then 'callbacks' else 'event_invitations' end as kind
        from activities where kind in ('callback', 'invitation') group by all
    """
    assert (
        count(tables, f"tasks join ({done}) using (rep_id, date, kind) where done < quantity::int * 0.8") == 0
    )
    assert count(tables, f"({done}) anti join tasks using (rep_id, date, kind)") == 0


def test_one_rep_and_one_day_are_enough(tmp_path: Path) -> None:
    report = generate(tmp_path, reps=1, days=1, calls_per_day=1, seed=0)
    assert report.rows["calls"] == report.calls


@pytest.mark.parametrize("wrong", [{"reps": 0}, {"days": 0}, {"calls_per_day": 0}, {"seed": -1}])
def test_numbers_below_their_bounds_are_refused(tmp_path: Path, wrong: dict[str, int]) -> None:
    asked = {"reps": 1, "days": 5, "calls_per_day": 5, "seed": 1, **wrong}
    with pytest.raises(UsageError, match="expected a whole number"):
        generate(tmp_path, asked["reps"], asked["days"], asked["calls_per_day"], asked["seed"])


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(UsageError, match="not an empty folder"):
        generate(tmp_path, 1, 5, 5, 1)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_span_without_work_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no working day"):
        generate(tmp_path, 1, 1, 5, 1, last_day=date(2026, 9, 25))
