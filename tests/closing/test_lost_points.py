"""Points that a closed month's rules took stay lost, whatever the policy says later."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dagster_project.closing.freeze import close
from dagster_project.closing.month import parse_month
from dagster_project.closing.reopening import reopen
from dagster_project.home import Home
from tests.golden.case import Case
from tests.golden.daily_management_cases import a_half_month_of_the_monthly_list
from tests.golden.worlds import WORLDS
from tests.reference.command import Landed

ANN = "half-ann"
ADJUSTED = (
    "adjustment_id,subject_id,period,scheme_id,kpi_id,delta,reason,approved_by,approved_at\n"
    f"a1,{ANN},2025-11-05,daily-management,dials,100,lost calls,boss,2025-12-09 10:00:00\n"
)


@pytest.mark.end_to_end
@pytest.mark.timeout(1800)
def test_a_closed_month_keeps_the_points_lost_that_it_was_closed_with(tmp_path: Path) -> None:
    """41.4 of 100 with 10 points for 500 of 1,000 dials. The rules end, and 100 dials are approved:
    12 points, 43.4; without the rules the seven logs would give 14.
    """
    landed = Landed(tmp_path / "landing", tmp_path / "home", tmp_path / "policy")
    world = next(world for world in WORLDS if world.name == "packs")
    case = Case("half")
    a_half_month_of_the_monthly_list(case)
    world.write([case], landed.landing, landed.policy)
    landed.run(world.as_of)
    assert _score(landed) == Decimal("41.4")
    close(Home(landed.home), parse_month("2025-11"), by="finance")
    rules = landed.policy / "point_losses.csv"
    rules.write_text(rules.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    (landed.landing / "adjustments").mkdir(exist_ok=True)
    (landed.landing / "adjustments" / "a.csv").write_text(ADJUSTED, encoding="utf-8")
    landed.run(world.as_of)
    assert _score(landed) == Decimal("43.4")
    held_back = _row(
        landed,
        "frozen_value, would_be_value",
        "would_change",
        "kpi_id = 'work_logs' and column_name = 'points'",
    )
    assert held_back == ("0.0000", "14.0000")


@pytest.mark.end_to_end
@pytest.mark.timeout(1800)
def test_points_are_lost_once_the_logs_are_due_though_nothing_else_changed(tmp_path: Path) -> None:
    """Ann was there for a week and wrote three logs of five: November's are due by December 6. Closed on the
    5th the month keeps the points; opened again it loses them on the 6th.
    """
    landed = Landed(tmp_path / "landing", tmp_path / "home", tmp_path / "policy")
    world = next(world for world in WORLDS if world.name == "packs")
    case = Case("half")
    case.rep("ann", "2025-11-24", "2025-11-28", schemes="daily-management", left_on="2025-11-28")
    for day in ("24", "25", "26"):
        log = {"activity_id": case.id(day), "rep_id": ANN, "kind": "log"}
        case.rows("activities", [{**log, "occurred_at": f"2025-11-{day} 17:00:00"}])
    world.write([case], landed.landing, landed.policy)
    (landed.landing / "adjustments").mkdir(exist_ok=True)
    landed.run(date(2025, 12, 5))
    on_the_fifth = _points(landed)
    close(Home(landed.home), parse_month("2025-11"), by="finance")
    adjusted = ADJUSTED.replace("2025-11-05", "2025-11-25")
    (landed.landing / "adjustments" / "a.csv").write_text(adjusted, encoding="utf-8")
    landed.run(date(2025, 12, 6))
    asked = ANN, "2025-11", "--scheme", "daily-management"
    closed, told = _points(landed), landed.trace(*asked)
    reopen(Home(landed.home), parse_month("2025-11"), by="finance", why="the logs were not due yet")
    landed.run(date(2025, 12, 6))
    assert (on_the_fifth > 0, closed, _points(landed)) == (True, on_the_fifth, 0)
    assert "; all agree" in told and "; all agree" in landed.trace(*asked)


def _points(landed: Landed) -> Decimal:
    return Decimal(_row(landed, "points", "kpi_monthly", "kpi_id = 'work_logs'")[0])


def _score(landed: Landed) -> object:
    return _row(landed, "score", "score_monthly", "subject_kind = 'rep' and scheme_id = 'daily-management'")[
        0
    ]


def _row(landed: Landed, columns: str, table: str, where: str) -> tuple[Any, ...]:
    with duckdb.connect(str(landed.database), read_only=True) as connection:
        found = connection.execute(
            f"select {columns} from {table} where {where} "
            f"and subject_id = '{ANN}' and period_start = '2025-11-01'"
        ).fetchone()
    assert found is not None
    return found
