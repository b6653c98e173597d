"""What two tables are told to differ in."""

from __future__ import annotations

import duckdb
import pytest

from dagster_project.verification.compare import Difference, compare

COLUMNS, KEY = ["day", "rep", "actual"], ["day", "rep"]


@pytest.fixture
def connection() -> duckdb.DuckDBPyConnection:
    opened = duckdb.connect()
    for name in ("published", "recomputed"):
        opened.execute(f"create table {name} (day date, rep varchar, actual decimal(18, 4))")
        opened.execute(f"insert into {name} values ('2026-09-01', 'R1', 3), ('2026-09-01', null, null)")
    return opened


def compared(connection: duckdb.DuckDBPyConnection, most: int | None = None) -> tuple[int, list[Difference]]:
    found = compare(connection, "kpi_daily", COLUMNS, KEY, ("published", "recomputed"), most)
    assert found.equal == (found.differing_rows == 0)
    return found.differing_rows, list(found.differences)


def test_equal_rows_with_nulls_in_key_and_value(connection: duckdb.DuckDBPyConnection) -> None:
    assert compared(connection) == (0, [])


def test_a_value_that_differs_is_told_with_both_sides(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("update recomputed set actual = 3.0001 where rep = 'R1'")
    count, (difference,) = compared(connection)
    assert count == 1
    assert (
        str(difference) == "kpi_daily (day=2026-09-01, rep=R1), actual: published 3.0000, recomputed 3.0001"
    )


def test_null_against_a_value_differs(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("update published set actual = 0 where rep is null")
    _, (difference,) = compared(connection)
    assert (difference.published, difference.recomputed, difference.key["rep"]) == ("0.0000", None, None)


def test_rows_that_one_side_lacks(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("insert into published values ('2026-09-02', 'R2', 1)")
    connection.execute("insert into recomputed values ('2026-09-03', 'R3', 2)")
    count, differences = compared(connection)
    assert count == 2
    assert [str(each) for each in differences] == [
        "kpi_daily (day=2026-09-02, rep=R2): only published",
        "kpi_daily (day=2026-09-03, rep=R3): only recomputed",
    ]
    assert differences[1].recomputed == {"day": "2026-09-03", "rep": "R3", "actual": "2.0000"}


def test_a_row_twice_on_one_side_is_not_equal(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("insert into recomputed from recomputed where rep = 'R1'")
    found = compare(connection, "kpi_daily", COLUMNS, KEY, ("published", "recomputed"), None)
    assert not found.equal
    assert (found.published_rows, found.recomputed_rows) == (2, 3)


def test_the_bound_limits_what_is_given_and_not_what_is_counted(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    connection.execute(
        "insert into published select date '2027-01-01' + i::integer, 'R', 1 from range(50) t (i)"
    )
    count, differences = compared(connection, most=3)
    assert (count, len(differences)) == (50, 3)
