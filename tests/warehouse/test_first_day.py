"""Targets grow from the setting `first_day`, also where it lies before the site's first call."""

from __future__ import annotations

from pathlib import Path

from tests.warehouse.conftest import Derive, policy_with, rows

CALLS = "call_id,rep_id,started_at,disposition\na,r1,2026-07-08 09:00:00,connected\n"
ROSTER = "rep_id,valid_from\nr1,2026-06-01\n"


def test_an_early_first_day_counts_the_days_before_the_first_call(derive: Derive, tmp_path: Path) -> None:
    """Monday to Friday are due in the week of the first call, a Wednesday; no week before it has a row."""
    policy = policy_with(tmp_path / "policy", first_day="2026-06-29")
    home = derive(
        {"calls/c.csv": CALLS, "roster/r.csv": ROSTER},
        "+kpi_period +int_counted_event +missing_rep",
        as_of="2026-07-12",
        policy=policy,
    )
    assert rows(
        home,
        "select grain, cast(period_start as text), cast(target as integer) from kpi.kpi_period "
        "where kpi_id = 'dials' and subject_kind = 'rep' and grain in ('week', 'month') order by all",
    ) == [("month", "2026-07-01", 800), ("week", "2026-07-06", 500)]
    assert rows(home, "select * from gate.missing_rep") == []
