"""What a month is closed with is what dbt reads of it."""

from __future__ import annotations

import duckdb

from dagster_project.closing.definitions import QUERIES
from dagster_project.home import PROJECT
from dagster_project.policy.load import load_policy, write_policy
from dagster_project.warehouse.closed_tables import FROZEN


def test_every_frozen_definition_has_the_columns_that_are_read() -> None:
    with duckdb.connect() as connection:
        write_policy(connection, load_policy(PROJECT / "seeds"))
        for table, query in QUERIES.items():
            made = [row[0] for row in connection.execute(f"describe {query}").fetchall()]
            read = [column.split(" ")[0] for column in FROZEN[table].split(", ")]
            assert ["rules", *made] == read, table


def test_what_takes_points_is_frozen_with_the_kpi_that_it_looks_at() -> None:
    with duckdb.connect() as connection:
        write_policy(connection, load_policy(PROJECT / "seeds"))
        found = connection.execute(
            f"select kpi_id, by_kpi_id, comparison from ({QUERIES['point_loss']}) order by all"
        ).fetchall()
    assert found == [("work_logs", "late_logs", "count_at_least"), ("work_logs", "work_logs", "below")]
