"""The first run after a month was closed: what the month was closed from does not list it as closed yet."""

from __future__ import annotations

import pytest

from tests.restatement.world import MONDAY, World, sha

BAND = '{"scheme_id":"s","band":"amber","line_no":5}'
APPEAL = "adjustments/appeal-000001.csv"


def closed_from(world: World, version: int) -> None:
    closed = {"month_start": "2026-09-01", "closed_in": version, "closed_by": "li", "policy_hash": "p"}
    world.rows["closed_month"] = []
    world.add("closed_month", **closed, sha256="h")


def appealed(world: World) -> None:
    """Three dials more for R1's Monday make it amber; the bands were changed as well."""
    world.file(APPEAL, "2026-09-21T00:00:00")
    world.add(
        "adjustment", adjustment_id="a1", subject_kind="rep", subject_id="R1", period_start=MONDAY,
        scheme_id="s", grain="day", kpi_id="dials", delta=3, file_id=sha(APPEAL), line_no=2,
    )  # fmt: skip
    world.add("dim_policy", file="bands.csv", line_no=5, content=BAND)
    world.day |= {"actual": 5, "adjustment": 3, "band": "amber"}


def causes(world: World) -> dict[str, tuple[str, str]]:
    """Cause and file by column."""
    return {name: (cause, file) for name, cause, file in told(world)}


def told(world: World) -> list[tuple[str, str, str]]:
    return [(a, b, c) for a, b, c in world.restated("column_name", "cause", "first_source_file")]


def test_an_adjustment_alone_moves_what_was_closed_from_the_older_version(world: World) -> None:
    closed_from(world, 1)
    appealed(world)
    world.night()
    assert causes(world) == dict.fromkeys(("actual", "adjustment", "band"), ("adjustment", APPEAL))


@pytest.mark.parametrize("first", [None, 1])
def test_a_month_that_was_closed_from_a_version_in_between_had_moved_by_policy(
    world: World, first: int | None
) -> None:
    """The older side shows neither what it was frozen from nor what it was frozen to."""
    if first is not None:
        closed_from(world, first)
        world.night()
    closed_from(world, 7)
    appealed(world)
    world.night()
    assert causes(world)["band"] == ("policy;adjustment", "bands.csv:5")
