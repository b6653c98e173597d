"""The unit tests that stand beside the models."""

from __future__ import annotations

from tests.warehouse.conftest import Derive, dbt

CALLS = "call_id,rep_id,started_at,disposition\na,r1,2026-07-06 09:00:00,connected\n"
ROSTER = "rep_id,valid_from,team_id\nr1,2026-07-01,t1\n"


def test_every_dbt_unit_test_passes(derive: Derive) -> None:
    """dbt takes the columns of their inputs from tables that exist, so a small home is built first."""
    home = derive(
        {"calls/c.csv": CALLS, "roster/r.csv": ROSTER},
        "+path:models/gate +path:models/core +score_points +int_counted_event",
    )
    results = dbt(home, "test", "--select", "test_type:unit")
    assert len(results) >= 20
    assert [result.node.name for result in results if str(result.status) != "pass"] == []
