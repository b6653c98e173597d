"""A closed month is an input: late rows for it change nothing."""

from __future__ import annotations

from pathlib import Path

import duckdb

from tests.warehouse.conftest import Derive, rows

CALLS = "call_id,rep_id,started_at,disposition,result\n"
ROSTER = "rep_id,valid_from,team_id\nr1,2026-07-01,t1\n"


def test_frozen_events_stand_for_the_calls_of_a_closed_month(derive: Derive, tmp_path: Path) -> None:
    """July was closed with one dial; its export says two by now. August is counted from the calls."""
    frozen = tmp_path / "home" / "closed" / "2026-07"
    frozen.mkdir(parents=True)
    duckdb.execute(
        "copy (select 'dials' as kpi_id, 'call' as unit, 'a' as unit_id, 'r1' as rep_id, "
        "date '2026-07-06' as day, cast(1 as decimal(18, 4)) as quantity, "
        "'t1' as team_id, 'f' as file_id, 2::bigint as line_no, "
        "cast(null as varchar) as outcome, 1 as closed_in) "
        f"to '{frozen / 'counted_event.parquet'}' (format parquet)"
    )
    calls = [
        "a,r1,2026-07-06 09:00:00,connected,key_person",
        "b,r1,2026-07-07 09:00:00,connected,key_person",
        "c,r1,2026-08-03 09:00:00,connected,key_person",
        "d,r1,2026-08-03 09:05:00,connected,key_person",
    ]
    home = derive(
        {"calls/c.csv": CALLS + "\n".join(calls) + "\n", "roster/r.csv": ROSTER},
        "+kpi_period",
        as_of="2026-08-31",
    )
    assert rows(
        home,
        "select cast(period_start as text), kpi_id, cast(actual as integer) from kpi.kpi_period "
        "where grain = 'month' and subject_kind = 'rep' "
        "and kpi_id in ('dials', 'successful_calls') order by all",
    ) == [
        ("2026-07-01", "dials", 1),
        ("2026-07-01", "successful_calls", 0),
        ("2026-08-01", "dials", 2),
        ("2026-08-01", "successful_calls", 2),
    ]
