"""No model and no dbt test may ask for what Spark cannot say; found here, without a Spark."""

from __future__ import annotations

from functools import cache

import duckdb

from dagster_project.spark.dialect import to_spark
from tests.warehouse.conftest import Derive, dbt, derive

__all__ = ["derive"]

LANDED = {
    "calls/c.csv": "call_id,rep_id,started_at,disposition\na,r1,2026-07-06 09:00:00,connected\n",
    "activities/a.csv": "activity_id,rep_id,occurred_at,kind\nl,r1,2026-07-06 18:00:00,log\n",
    "roster/r.csv": "rep_id,valid_from,team_id\nr1,2026-07-01,t1\n",
}


def test_every_statement_has_an_equal_on_spark(derive: Derive) -> None:
    """As the first night compiles it and as later nights do."""
    home = derive(LANDED, "resource_type:model")
    nights = [dbt(home, "compile", "--full-refresh"), dbt(home, "compile")]
    with duckdb.connect(str(home.warehouse), read_only=True) as warehouse:

        @cache
        def columns_of(schema: str, table: str) -> list[str]:
            return [row[0] for row in warehouse.execute(f'describe "{schema}"."{table}"').fetchall()]

        said = [
            to_spark(result.node.compiled_code, columns_of)
            for night in nights
            for result in night
            if result.node.resource_type in ("model", "test")
        ]
    assert len(said) > 400
