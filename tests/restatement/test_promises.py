"""What is a restatement and what is not, since when the old value stood, and that earlier rows are kept."""

from __future__ import annotations

import pytest

from dagster_project.comparison.told import restated
from dagster_project.publication.aside import point
from dagster_project.publication.versions import current, linked_version
from dagster_project.record.log import append
from tests.restatement.world import MONDAY, SUNDAY, TUESDAY, Row, World, sha

LAST = "2026-10-01"
TOLD = ("period_start", "old_value", "new_value", "since_version", "cause", "first_source_file")


def late_call(world: World, number: int) -> None:
    """One more dial on Monday, from a file of its own; the day's actual follows."""
    world.file(f"calls/late{number}.csv", f"2026-09-2{number}T00:00:00")
    world.event(f"late{number}", f"calls/late{number}.csv")
    world.day["actual"] += 1


def roll_back(world: World, version: int) -> None:
    """Lead readers back to an earlier version, as the command does."""
    now = linked_version(world.home)
    append(world.home, "rolled_back", why="a mistake", **{"from": now, "to": version})
    point(world.home.published, version)


def test_after_a_rollback_a_correction_is_told_against_the_version_gone_back_to(world: World) -> None:
    """c2 becomes Tuesday's; the version that said so first was rolled back from."""
    world.file("calls/right.csv", "2026-09-21T00:00:00")
    world.rows["counted_event"][1] |= {"day": TUESDAY, "file_id": sha("calls/right.csv")}
    world.day["actual"] -= 1
    world.night()
    roll_back(world, 1)
    world.file("calls/empty.csv", "2026-09-22T00:00:00")
    world.night()
    assert world.restated("old_value", "new_value", "since_version", "cause", "first_source_file") == [
        ("2.0000", "1.0000", 1, "corrected rows", "calls/right.csv")
    ]


def last_day(world: World) -> Row:
    """A dial of R1 on a day that the first night did not report."""
    world.event("c30", "calls/0907.csv", day=LAST)
    return world.kpi("kpi_daily", LAST, LAST, "rep", "R1", actual=1)


def late_on_last_day(world: World, day: Row) -> None:
    """One more dial on that day, from a file of its own."""
    name = f"calls/late-{day['actual']}.csv"
    world.file(name, "2026-10-02T00:00:00")
    world.event(name, name, day=LAST)
    day["actual"] += 1


def test_an_open_week_that_grows_is_no_restatement_but_its_days_are(world: World) -> None:
    october = world.kpi("kpi_weekly", "2026-09-28", "2026-10-04", "rep", "R1", actual=1)
    monday = world.kpi("kpi_daily", "2026-09-28", "2026-09-28", "rep", "R1", actual=1)
    world.night("2026-09-30")
    october["actual"], monday["actual"] = 3, 2
    world.night("2026-10-01")
    assert world.restated("table_name", "period_start", "old_value", "new_value") == [
        ("kpi_daily", "2026-09-28", "1.0000", "2.0000")
    ]
    october["actual"] = 4  # complete now, and complete before: from here on it is promised
    world.night("2026-10-04")
    assert world.restated() == []
    october["actual"] = 5
    world.night("2026-10-05")
    assert world.restated("table_name", "old_value", "new_value", "since_version") == [
        ("kpi_weekly", "4.0000", "5.0000", 4)
    ]


def test_an_earlier_as_of_day_takes_nothing_back(world: World) -> None:
    world.rows["kpi_weekly"].remove(world.week)
    world.night("2026-09-12")
    assert world.restated() == []


def test_rows_that_vanish_are_told_value_by_value(world: World) -> None:
    world.rows["kpi_weekly"].remove(world.week)
    world.night()
    assert world.restated("change", "column_name", "old_value", "new_value") == [
        ("vanished", "actual", "2.0000", None),
        ("vanished", "attainment", "0.100000", None),
        ("vanished", "target", "20.0000", None),
    ]


def test_earlier_rows_are_kept_and_since_follows_the_chain(world: World) -> None:
    late_call(world, 1)
    world.night()
    world.night()
    late_call(world, 2)
    world.night()
    assert world.all_restated("version", "old_value", "new_value", "since_version", "first_source_file") == [
        (2, "2.0000", "3.0000", 1, "calls/late1.csv"),
        (4, "3.0000", "4.0000", 2, "calls/late2.csv"),
    ]


def test_after_a_rollback_the_chain_is_that_of_the_version_gone_back_to(world: World) -> None:
    late_call(world, 1)
    world.night()
    roll_back(world, 1)
    late_call(world, 2)
    world.night()
    assert world.all_restated("version", "old_value", "new_value", "since_version") == [
        (2, "2.0000", "3.0000", 1),
        (3, "2.0000", "4.0000", 1),
    ]
    late_call(world, 3)
    world.night()
    assert world.restated("old_value", "new_value", "since_version") == [("4.0000", "5.0000", 3)]


def test_a_publication_without_evidence_restates_by_code(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after an upgrade
    from a version that did not publish a rep's days: nothing is put down to the roster."""
    monkeypatch.setattr(
        "dagster_project.publication.restatements.sides.Side.columns",
        lambda side, table: (
            {}
            if table in ("rep_day", "target_day", "weight_day", "adjustment") and side.told["version"] == 1
            else dict(line.rsplit(" ", 1) for line in side.tables.get(table, {}).get("columns", []))
        ),
    )
    late_call(world, 1)
    world.day["target"] = 8
    world.night(project_hash="e" * 64)
    assert world.restated("column_name", "cause") == [("actual", "late rows"), ("target", "code")]


def test_a_reopened_month_is_named_beside_what_it_let_in(world: World) -> None:
    """The late file and the new target came while September was closed; only reopening lets them count."""
    world.add(
        "closed_month", month_start="2026-09-01", closed_in=1, closed_by="li", policy_hash="p", sha256="h"
    )
    world.night()
    world.file("calls/late1.csv", "2026-10-01T00:00:00")
    world.add("dim_policy", file="targets.csv", line_no=7, content='{"standard":20,"line_no":7}')
    world.night()
    assert world.restated() == []
    world.rows["closed_month"].clear()
    world.event("late1", "calls/late1.csv")
    world.rows["target_day"][0] |= {"standard": 20, "target_line": 7}
    world.day |= {"actual": 3, "target": 20, "attainment": "0.15"}
    world.night()
    assert world.restated("column_name", "cause", "first_source_file") == [
        ("actual", "late rows;reopen", "calls/late1.csv"),
        ("attainment", "late rows;policy;reopen", "calls/late1.csv"),
        ("target", "policy;reopen", "targets.csv:7"),
    ]


def test_policy_that_waited_for_a_month_to_be_opened_is_named(world: World) -> None:
    """Another band came while September was closed. It bears on colours, not on what was counted."""
    closed = {"month_start": "2026-09-01", "closed_in": 1, "closed_by": "li", "policy_hash": "p"}
    world.add("closed_month", **closed, sha256="h")
    world.night()
    band = '{"scheme_id":"s","band":"amber","line_no":9}'
    world.add("dim_policy", file="bands.csv", line_no=9, content=band)
    world.night()
    world.rows["closed_month"].clear()
    world.day |= {"actual": 3, "band": "amber"}
    world.night()
    assert world.restated("column_name", "cause", "first_source_file") == [
        ("actual", "reopen", ""),
        ("band", "policy;reopen", "bands.csv:9"),
    ]


def test_the_key_of_a_row_is_a_list_that_programs_can_read(world: World) -> None:
    world.day["actual"] = 9
    world.night()
    assert world.restated("row_key", "kpi_id", "scheme_id") == [
        (f'["{MONDAY}","rep","R1","s","dials"]', "dials", "s")
    ]


def test_dates_of_the_period_stand_beside_the_key(world: World) -> None:
    world.week["actual"] = 9
    world.night()
    assert world.restated("period_start", "period_end", "subject_kind") == [(MONDAY, SUNDAY, "rep")]


def test_days_that_a_rollback_took_from_sight_stay_promised(world: World) -> None:
    day = last_day(world)
    world.night(LAST)
    roll_back(world, 1)
    late_call(world, 1)
    late_on_last_day(world, day)
    world.night(LAST)
    assert world.restated(*TOLD) == [
        (MONDAY, "2.0000", "3.0000", 1, "late rows", "calls/late1.csv"),
        (LAST, "1.0000", "2.0000", 2, "late rows", "calls/late-1.csv"),
    ]
    manifest = current(world.home)
    assert manifest is not None
    assert [line.split("--")[0] for line in restated(manifest, world.home.root)[1:]] == [
        "  scoreline diff 1 3 ",
        "  scoreline diff 2 3 ",
    ]
    late_on_last_day(world, day)
    world.night("2026-10-02")
    assert world.restated(*TOLD) == [(LAST, "2.0000", "3.0000", 3, "late rows", "calls/late-2.csv")]


def test_days_that_an_earlier_as_of_day_took_from_sight_stay_promised(world: World) -> None:
    day = last_day(world)
    world.night(LAST)
    late_on_last_day(world, day)
    world.night(LAST)
    world.night("2026-09-30")
    assert world.restated() == []
    late_on_last_day(world, day)
    world.night("2026-10-02")
    assert world.restated(*TOLD) == [(LAST, "2.0000", "3.0000", 3, "late rows", "calls/late-2.csv")]


def test_each_day_is_held_to_the_newest_version_that_reported_it(world: World) -> None:
    day = last_day(world)
    world.night(LAST)
    world.day["actual"] = 5
    world.night("2026-09-30")
    world.night("2026-09-06")
    day["actual"], world.day["actual"] = 2, 6
    world.night(LAST)
    assert world.restated("period_start", "old_value", "new_value", "since_version") == [
        (MONDAY, "5.0000", "6.0000", 3),
        (LAST, "1.0000", "2.0000", 2),
    ]


def test_days_that_come_into_sight_again_unchanged_are_not_restated(world: World) -> None:
    last_day(world)
    world.night(LAST)
    roll_back(world, 1)
    world.file("calls/empty.csv")
    world.night(LAST)
    assert world.restated() == []
    world.night("2026-09-30")
    world.night(LAST)
    assert world.restated() == []


def test_a_version_whose_tables_were_pruned_promises_no_more(world: World) -> None:
    day = last_day(world)
    world.night(LAST)
    day["actual"] = 5
    world.night(LAST)
    world.night("2026-09-30")
    append(world.home, "pruned", versions=[{"version": 3, "removed": "everything"}])
    day["actual"] = 2
    world.night(LAST)
    assert world.restated("old_value", "new_value", "since_version") == [("1.0000", "2.0000", 2)]
