"""Consequences of complete periods that appear, vanish or change: told by rule and cause, written by hand."""

from __future__ import annotations

import json
from typing import Any

import pytest
from typer.testing import CliRunner

from dagster_project.command.main import app
from dagster_project.comparison.told import restated
from dagster_project.publication.versions import current
from tests.restatement.world import MONDAY, SUNDAY, Row, World

BEFORE = "2026-08-31"
BOTH = f"{BEFORE};{MONDAY}"
STREAK = {"rule_id": "two-red", "scheme_id": "s", "kind": "band_streak", "kpi_id": None, "requires": None}
BONUS = {
    "rule_id": "bonus", "scheme_id": "s", "kind": "above_target", "kpi_id": "dials", "requires": "sales_won",
}  # fmt: skip
TOLD = ("row_key", "change", "column_name", "old_value", "new_value", "cause", "first_source_file")


@pytest.fixture
def ruled(world: World) -> World:
    """R1 is named for two red weeks."""
    for line, rule in enumerate((STREAK, BONUS), 2):
        world.add("dim_policy", file="consequences.csv", line_no=line, content=content(rule))
    named(world, "R1", "two-red", BOTH)
    world.night()
    return world


def content(rule: dict[str, Any]) -> str:
    return json.dumps(rule, separators=(",", ":"))


def named(world: World, rep: str, rule: str, evidence: str, end: str = SUNDAY) -> Row:
    return world.add(
        "consequence", rule_id=rule, subject_id=rep, period_start=evidence[-10:], period_end=end,
        subject_kind="rep", scheme_id="s", says_en="a review", says_zh="评审", evidence_periods=evidence,
        status="provisional",
    )  # fmt: skip


def told(world: World) -> list[tuple[Any, ...]]:
    """What the last night restated of consequences."""
    rows = world.restated("table_name", *TOLD)
    return [row[1:] for row in rows if row[0] == "consequence"]


def key(rep: str, rule: str) -> str:
    return json.dumps([rule, rep, MONDAY], separators=(",", ":"))


def test_one_that_vanishes_because_of_late_rows(ruled: World) -> None:
    ruled.file("calls/late.csv", "2026-09-20T00:00:00")
    ruled.event("c9", "calls/late.csv")
    ruled.score |= {"score": "6.5", "band": "yellow"}
    ruled.rows["consequence"].clear()
    ruled.night()
    late = ("late rows", "calls/late.csv")
    assert told(ruled) == [(key("R1", "two-red"), "vanished", "evidence_periods", BOTH, None, *late)]


def test_what_happened_in_an_earlier_evidence_period_is_a_cause(ruled: World) -> None:
    """The week before lost its score: the streak begins earlier."""
    ruled.file("leave/late.csv", "2026-09-20T00:00:00")
    ruled.rep_day("R1", "2026-09-01")
    ruled.night()
    ruled.rows["rep_day"][-1] |= {"leave_fraction": 1, "available": 0}
    ruled.rows["consequence"][0]["evidence_periods"] = f"2026-08-24;{MONDAY}"
    ruled.file("leave/later.csv", "2026-09-21T00:00:00")
    ruled.night()
    assert told(ruled) == [
        (
            key("R1", "two-red"), "changed", "evidence_periods", BOTH, f"2026-08-24;{MONDAY}",
            "late rows", "leave/later.csv",
        )
    ]  # fmt: skip


def test_a_rule_that_was_changed_or_says_something_else(ruled: World) -> None:
    ruled.rows["dim_policy"][-2]["content"] = content(STREAK | {"says_en": "a talk"})
    ruled.rows["consequence"][0]["says_en"] = "a talk"
    ruled.night()
    policy = ("policy", "consequences.csv:2")
    assert told(ruled) == [(key("R1", "two-red"), "changed", "says_en", "a review", "a talk", *policy)]


def test_what_nothing_explains_is_unexplained(ruled: World) -> None:
    named(ruled, "R2", "bonus", MONDAY)
    ruled.night()
    assert told(ruled)[0][-2:] == ("unexplained", "")


def test_a_kpi_that_the_rule_does_not_look_at_is_no_cause(ruled: World) -> None:
    ruled.kpi("kpi_weekly", MONDAY, SUNDAY, "rep", "R2", kpi_id="visits", actual=1)
    ruled.night()
    ruled.file("calls/late.csv", "2026-09-20T00:00:00")
    ruled.event("v9", "calls/late.csv", rep="R2", kpi_id="visits")
    ruled.file("orders/o.csv", "2026-09-21T00:00:00")
    ruled.sale("orders/o.csv", "R2")
    named(ruled, "R2", "bonus", MONDAY)
    ruled.night()
    assert told(ruled)[0][-2:] == ("late rows", "orders/o.csv")


def test_an_open_period_and_its_standing_are_no_restatement(ruled: World) -> None:
    named(ruled, "R2", "two-red", f"{MONDAY};2026-09-28", end="2026-10-04")
    ruled.rows["consequence"][0]["status"] = "proposed"
    ruled.night()
    assert told(ruled) == []


def test_people_see_them_first_and_the_run_counts_them(ruled: World) -> None:
    ruled.file("calls/late.csv", "2026-09-20T00:00:00")
    ruled.event("c9", "calls/late.csv")
    ruled.day["actual"] = 3
    ruled.rows["consequence"].clear()
    ruled.night()
    done = CliRunner().invoke(app, ["diff", "2", "3", "--home", str(ruled.home.root)])
    assert (
        "2 number(s) of complete periods changed: 1 subject(s), 0 colour(s), 1 consequence(s).\n\n"
        "rep R1, week 2026-W37, s\n"
        "  because of late rows (calls/late.csv)\n"
        f"  consequence two-red vanished: evidence_periods {BOTH} -> -\n\n"
        "rep R1, day 2026-09-07, s\n"
    ) in done.stdout
    manifest = current(ruled.home)
    assert manifest is not None
    words = restated(manifest, ruled.home.root)[0]
    assert words == (
        "2 numbers of complete periods changed (late rows 2), of rep R1, 1 consequence(s) among them:"
    )
