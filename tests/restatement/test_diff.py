"""`scoreline diff`: for people, in two machine forms, and what a run says at its end."""

from __future__ import annotations

import csv
import json

import pytest
from typer.testing import CliRunner, Result

from dagster_project.command.failure import explain
from dagster_project.command.main import app
from dagster_project.comparison.told import restated
from dagster_project.publication.versions import current
from dagster_project.record.log import append
from tests.restatement.world import World


def diff(world: World, *words: str) -> Result:
    result = CliRunner().invoke(app, ["diff", *words, "--home", str(world.home.root)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        text, result.exit_code = explain(result.exception)
        result.stderr_bytes = text.encode()
    return result


@pytest.fixture
def nights(world: World) -> World:
    """Version 2: R1's week turned yellow by a late call. Version 3: a target of Tuesday. October is open."""
    october = world.kpi("kpi_weekly", "2026-09-28", "2026-10-04", "rep", "R1", actual=1)
    world.night()
    world.file("calls/late.csv", "2026-09-20T00:00:00")
    world.event("c9", "calls/late.csv")
    world.day["actual"] = 3
    world.week |= {"actual": 3, "attainment": "0.15"}
    world.score |= {"score": "6.5", "band": "yellow"}
    october["actual"] = 2
    world.night()
    world.add("dim_policy", file="targets.csv", line_no=7, content='{"standard":20,"line_no":7}')
    world.rows["target_day"][0] |= {"standard": 20, "target_line": 7}
    world.day["target"] = 20
    world.night()
    return world


def test_people_see_colours_first_then_why_and_open_periods_apart(nights: World) -> None:
    done = diff(nights, "2", "3")
    assert done.exit_code == 0, done.output
    assert (
        done.stdout
        == """\
version 2 (as of 2026-09-30) -> version 3 (as of 2026-09-30)
input changed, policy the same, code the same

5 number(s) of complete periods changed: 1 subject(s), 1 colour(s).

rep R1, week 2026-W37, s: score 1.0000 -> 6.5000, band red -> yellow
  because of late rows (calls/late.csv)
  dials: actual 2.0000 -> 3.0000, attainment 0.100000 -> 0.150000

rep R1, day 2026-09-07, s
  because of late rows (calls/late.csv)
  dials: actual 2.0000 -> 3.0000

1 number(s) of periods that were open, which is no restatement, changed: 1 subject(s), 0 colour(s).

rep R1, week 2026-W40, s
  dials: actual 1.0000 -> 2.0000
"""
    )


def test_over_several_versions_each_value_keeps_the_cause_it_was_published_with(nights: World) -> None:
    told = json.loads(diff(nights, "1", "4", "--format", "json").stdout)
    assert (told["from"]["version"], told["to"]["version"]) == (1, 4)
    why = {
        (one["table_name"], one["column_name"]): (one["cause"], one["first_source_file"])
        for one in told["complete"]
    }
    assert why["kpi_daily", "target"] == ("policy", "targets.csv:7")
    assert why["kpi_daily", "actual"] == ("late rows", "calls/late.csv")
    assert why["score_weekly", "band"] == ("late rows", "calls/late.csv")
    assert [(one["period"], one["cause"]) for one in told["open"]] == [("2026-W40", "")]


def test_backwards_the_causes_are_found_anew(nights: World) -> None:
    told = json.loads(diff(nights, "4", "3", "--format", "json").stdout)
    (one,) = told["complete"]
    assert (one["old_value"], one["new_value"], one["cause"]) == ("20.0000", "10.0000", "policy")


def test_backwards_a_late_call_is_what_it_was_forwards(nights: World) -> None:
    told = json.loads(diff(nights, "3", "2", "--subject", "R1", "--format", "json").stdout)
    assert {(one["cause"], one["first_source_file"]) for one in told["complete"]} == {
        ("late rows", "calls/late.csv")
    }
    actual = next(one for one in told["complete"] if one["column_name"] == "actual")
    assert (actual["old_value"], actual["new_value"]) == ("3.0000", "2.0000")


def test_a_line_per_value_for_spreadsheets_runs_no_formula(nights: World) -> None:
    nights.kpi("kpi_daily", "2026-09-09", "2026-09-09", "rep", "=cmd()", actual=1)
    nights.night()
    lines = list(csv.DictReader(diff(nights, "4", "5", "--format", "csv").stdout.splitlines()))
    assert [(line["subject_id"], line["change"], line["new_value"]) for line in lines] == [
        ("'=cmd()", "appeared", "1.0000")
    ]


def test_one_subject_and_a_limit(nights: World) -> None:
    assert "No number of complete periods changed." in diff(nights, "2", "3", "--subject", "R2").stdout
    limited = diff(nights, "2", "3", "--limit", "1").stdout
    assert "... and 1 more (--limit 0 shows all)" in limited
    assert "day 2026-09-07" not in limited


def test_a_subject_that_nobody_knows_is_no_subject_without_changes(nights: World) -> None:
    done = diff(nights, "2", "3", "--subject", "r1")
    assert done.exit_code == 2
    assert (
        "--subject: nobody and nothing in versions 2 and 3 is called 'r1'; did you mean 'R1'?" in done.stderr
    )
    far = diff(nights, "2", "3", "--subject", "quite else")
    assert far.exit_code == 2
    assert "; known are R1, R2, T1" in far.stderr


def test_versions_that_never_were_or_were_pruned_are_named(nights: World) -> None:
    never = diff(nights, "2", "9")
    assert (never.exit_code, "version 9: no such publication" in never.stderr) == (2, True)
    assert "there are 1, 2, 3, 4" in never.stderr
    append(nights.home, "pruned", versions=[{"version": 2, "removed": "everything"}])
    assert "pruned from v000002" in diff(nights, "2", "3").stderr
    assert diff(nights, "1", "2", "--format", "html").exit_code == 2


def test_a_run_ends_with_how_many_whose_why_and_the_command(nights: World, world: World) -> None:
    manifest = current(nights.home)
    assert manifest is not None
    assert restated(manifest, nights.home.root) == [
        "1 numbers of complete periods changed (policy 1), of rep R1:",
        f"  scoreline diff 3 4 --home {nights.home.root}   from what to what, and why",
    ]
    nights.night()
    manifest = current(nights.home)
    assert manifest is not None
    assert restated(manifest, nights.home.root) == ["No number of a complete period changed."]
