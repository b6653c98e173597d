"""The small world after its first night, made once and copied by every test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.restatement.world import MONDAY, SUNDAY, TUESDAY, World


@pytest.fixture(scope="session")
def first_night(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Two dials of R1 on Monday, one of R2 on Tuesday, published; R1 had 20 %, R2 10 %."""
    world = World(tmp_path_factory.mktemp("restatement"))
    world.event("c1", "calls/0907.csv")
    world.event("c2", "calls/0907.csv")
    world.event("c3", "calls/0907.csv", rep="R2", day=TUESDAY)
    world.day = world.kpi("kpi_daily", MONDAY, MONDAY, "rep", "R1", actual=2, target=10, attainment="0.2")
    world.kpi("kpi_daily", TUESDAY, TUESDAY, "rep", "R2", actual=1, target=10, attainment="0.1")
    world.week = world.kpi("kpi_weekly", MONDAY, SUNDAY, "rep", "R1", actual=2, target=20, attainment="0.1")
    world.team = world.kpi("kpi_weekly", MONDAY, SUNDAY, "team", "T1", actual=3, target=40)
    world.site = world.kpi("kpi_weekly", MONDAY, SUNDAY, "site", "all", actual=3, target=40)
    named = {
        "period_start": MONDAY,
        "period_end": SUNDAY,
        "subject_kind": "rep",
        "scheme_id": "s",
        "score_max": 10,
    }
    world.score = world.add("score_weekly", **named, subject_id="R1", score=1, band="red", rank=1)
    world.other = world.add("score_weekly", **named, subject_id="R2", score="0.5", band="red", rank=2)
    world.night()
    return world


@pytest.fixture
def world(first_night: World, tmp_path: Path) -> World:
    """A copy that the test may change."""
    return first_night.copied(tmp_path)
