"""Every published number is made again from what it was made of, and a changed one is named."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from dagster_project.home import Home
from dagster_project.trace import build
from dagster_project.trace.asked import SUFFIXES, Question, period
from dagster_project.trace.build import trace
from dagster_project.trace.gather import gather
from dagster_project.trace.opened import Opened, open_publication
from tests.trace.in_memory import asked, checks, differing, find, questions

pytestmark = pytest.mark.timeout(1800)

KINDS = {"rep", "team", "manager", "site"}


@pytest.mark.parametrize("grain", SUFFIXES)
def test_every_published_number_agrees(opened: Opened, grain: str) -> None:
    found = questions(opened, grain)
    assert {question.kind for question in found} == KINDS
    wrong = [
        f"{question.kind} {question.subject} {question.period}: {check.name} {check}"
        for question in found
        for check in checks(opened, question)
        if not check.agrees
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("kind", "subject", "grain", "said"),
    [
        ("site", "site", "year", "2026"),
        ("team", "north", "week", "2026-W39"),
        ("rep", "cid", "quarter", "2026-Q3"),
        ("rep", "ann", "day", "2026-09-22"),
    ],
)
def test_every_level_of_a_trace_agrees(
    opened: Opened, kind: str, subject: str, grain: str, said: str
) -> None:
    root = trace(opened, asked(subject, grain, said, kind, excluded=True))
    assert differing(root) == []
    levels = {node.level for node in root.walk()}
    assert {"score", "kpi", "target", "counted", "days", "line", "excluded"} <= levels


@pytest.mark.parametrize(
    ("table", "column", "value", "named"),
    [
        ("kpi_monthly", "actual", "actual + 1", "actual DIFFERS: published 23.0000, recomputed 22.0000"),
        (
            "kpi_monthly",
            "target",
            "target - 0.0001",
            "target DIFFERS: published 549.9999, recomputed 550.0000",
        ),
        ("kpi_monthly", "attainment", "attainment + 0.000001", "attainment DIFFERS"),
        ("kpi_monthly", "band", "'green'", "band DIFFERS: published green, recomputed red"),
        ("kpi_monthly", "points", "points + 0.0001", "points DIFFERS"),
        ("kpi_monthly", "meets_minimum", "true", "meets_minimum DIFFERS: published true, recomputed false"),
        ("score_monthly", "score", "score + 0.0001", "score DIFFERS: published 3.4256, recomputed 3.4255"),
        ("score_monthly", "rank", "rank + 1", "rank DIFFERS"),
        ("rep_day", "available", "available / 2", "available DIFFERS"),
        ("target_day", "standard", "standard + 1", "standard DIFFERS: published 101, recomputed 100"),
        ("weight_day", "points", "points * 2", "points DIFFERS: published 4, recomputed 2"),
        ("counted_event", "unit_id", "unit_id || 'x'", "unit DIFFERS"),
        ("counted_event", "line_no", "line_no + 1", "unit DIFFERS: published a1, recomputed a2"),
        ("counted_event", "outcome", "'too_short'", "outcome DIFFERS"),
        ("excluded_event", "reason", "'internal'", "reason DIFFERS: published internal, recomputed inbound"),
        ("adjustment", "delta", "delta + 1", "delta DIFFERS: published 11, recomputed 10"),
    ],
)
def test_one_changed_number_is_named(opened: Opened, table: str, column: str, value: str, named: str) -> None:
    change = f"update {opened.table(table)} set {column} = {value} where {chosen(table)}"
    found = differing_after(opened, change)
    assert any(named in each for each in found), found


def test_a_counted_event_that_was_taken_away_is_missed(opened: Opened) -> None:
    gone = "unit_id = 'a1' and kpi_id = 'dials'"
    found = differing_after(opened, f"delete from {opened.table('counted_event')} where {gone}")
    assert any("measured DIFFERS: published 12.0000, recomputed 11.0000" in each for each in found)


RATE = "scheme_id = 'rates' and subject_id = 'bob' and kpi_id = 'connect_rate'"
BOBS_CASE = "kpi_id = 'connect_rate' and unit_id = 'b21-0'"


def test_a_quotient_is_followed_to_its_cases(opened: Opened) -> None:
    """10 of 40 calls on each of 7 days; 4 days under 0.4, the 28th to the 30th under 0.5: 3.1/7."""
    root = trace(opened, bobs_rates())
    assert differing(root) == []
    (node,) = find(root, "kpi", "connect_rate:")
    told = {check.name: check.recomputed for check in node.checks}
    assert (told["numerator"], told["denominator"], told["actual"]) == ("70.0000", "280.0000", "0.2500")
    # (70 / 280) / (3.1 / 7) = 17.5 / 31
    assert (told["target"], told["attainment"], told["meets_minimum"]) == ("0.4429", "0.564516", "true")
    (target,) = find(node, "target")
    assert target.title == "target 0.4429, the average of levels by available days"
    assert find(node, "segment")[0].title == "0.4 on 4 available days, from 2026-09-21"
    (counted,) = find(node, "counted")
    assert (
        counted.title == "counted 0.25: 70 / 280, the sums of their quantities and bases, out of 280 events"
    )


def test_a_season_stands_with_its_row_and_factor(opened: Opened) -> None:
    """60 seconds x 0.9; the row for counts leaves the connect rate alone."""
    root = trace(opened, bobs_rates())
    (talk,) = find(root, "kpi", "average_talk_time:")
    (segment,) = find(talk, "segment")
    assert segment.title == "60 x 0.9 of the season on 7 available days, from 2026-09-01"
    assert segment.facts["season"].startswith("season_factors.csv:2 scheme_id=rates month=9 factor=0.9")
    (rate,) = find(root, "kpi", "connect_rate:")
    assert not any("season" in segment.facts for segment in find(rate, "segment"))


def test_a_changed_season_factor_is_named(opened: Opened) -> None:
    opened.connection.begin()
    changed = f"update {opened.table('target_day')} set season_factor = 0.8 where rep_id = 'bob'"
    opened.connection.execute(f"{changed} and kpi_id = 'average_talk_time'")
    found = differing(trace(opened, bobs_rates()))
    opened.connection.rollback()
    assert any("season_factor DIFFERS: published 0.8, recomputed 0.9" in each for each in found), found


@pytest.mark.parametrize(
    ("table", "change", "where", "named"),
    [
        ("kpi_monthly", "numerator = 71", RATE, "numerator DIFFERS: published 71.0000, recomputed 70.0000"),
        ("kpi_monthly", "denominator = 281", RATE, "denominator DIFFERS"),
        ("kpi_monthly", "target = 0.45", RATE, "target DIFFERS: published 0.4500, recomputed 0.4429"),
        ("counted_event", "quantity = 0", BOBS_CASE, "quantity DIFFERS: published 0, recomputed 1"),
        ("counted_event", "base = 2", BOBS_CASE, "denominator DIFFERS"),
    ],
)
def test_one_changed_part_of_a_quotient_is_named(
    opened: Opened, table: str, change: str, where: str, named: str
) -> None:
    opened.connection.begin()
    opened.connection.execute(f"update {opened.table(table)} set {change} where {where}")
    found = differing(trace(opened, bobs_rates()))
    opened.connection.rollback()
    assert any(named in each for each in found), found


def test_a_manager_is_traced_over_the_people_and_the_own_calls(opened: Opened) -> None:
    """Meg's week: ann's 11 dials, bob's 160, her own one; 3 and 4 days of 10 dials, none for hers."""
    root = trace(opened, Question("manager", "meg", period("week", "2026-W39"), "bosses"))
    assert differing(root) == []
    (dials,) = find(root, "kpi", "dials:")
    told = {check.name: check.recomputed for check in dials.checks}
    assert (told["actual"], told["target"], told["attainment"]) == ("172.0000", "70.0000", "2.457143")
    (target,) = find(dials, "target")
    assert [node.title for node in target.children] == ["ann: 30", "bob: 40"]
    (counted,) = find(dials, "counted")
    assert [node.title for node in counted.children if node.level == "member"] == [
        "ann: 11 events on 3 days",
        "bob: 160 events on 4 days",
        "meg: 1 events on 1 days",
    ]
    (weight,) = find(dials, "weight row")
    assert weight.title == "phase opportunity-hunt: 6 points on 7 available days"


def bobs_rates() -> Question:
    """Bob's September under the scheme of quotients."""
    return Question("rep", "bob", period("month", "2026-09"), "rates")


def test_a_large_group_is_recomputed_with_a_line_for_each_member(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "SHOWN_DAYS", 0)
    root = trace(opened, asked("site", "month", "2026-09", "site"))
    assert differing(root) == []
    members = [node for node in root.walk() if node.level == "member"]
    assert {name for node in members for name in node.facts} == {"sum"}
    assert not any(node.children for node in members)


def test_segments_of_members_that_are_alike_are_read_as_one(opened: Opened) -> None:
    kpis = gather(opened, asked("site", "month", "2026-09", "site")).kpis.values()
    segments = [segment for told in kpis for segment in told.targets]
    assert max(len(segment.reps) for segment in segments) > 1
    parts = [(rep, segment.per, segment.base_start) for segment in segments for rep in segment.reps]
    assert len(parts) > len(segments)


def differing_after(opened: Opened, change: str) -> list[str]:
    """What differs in ann's September after a statement that is taken back."""
    opened.connection.begin()
    opened.connection.execute(change)
    excluded = "excluded_event" in change
    root = trace(opened, asked("ann", "month", "2026-09", kpi="dials", excluded=excluded))
    opened.connection.rollback()
    return differing(root)


def test_a_changed_line_of_the_raw_store_is_noticed(own_home: Home) -> None:
    for file in own_home.raw_rows.glob("calls/*.parquet"):
        rewrite(file, "replace (case call_id when 'a1' then 'bob' else rep_id end as rep_id)")
    root = trace(open_publication(own_home, None), asked("ann", "month", "2026-09"))
    assert any("rep DIFFERS: published ann, recomputed bob" in each for each in differing(root))


def test_a_forged_value_that_counts_for_nothing_is_noticed_too(own_home: Home) -> None:
    for file in own_home.raw_rows.glob("calls/*.parquet"):
        rewrite(file, "replace ('13900000000' as phone)")
    root = trace(open_publication(own_home, None), asked("ann", "month", "2026-09"))
    assert [check.name.split(" (")[0] for check in root.checks if not check.agrees] == [
        "rows of calls/first.csv",
        "rows of calls/later.csv",
    ]


def test_a_file_that_is_gone_from_the_raw_store_is_named(own_home: Home) -> None:
    for file in own_home.raw_rows.glob("leave/*.parquet"):
        file.unlink()
    root = trace(open_publication(own_home, None), asked("ann", "month", "2026-09"))
    assert any("leave/first.csv:2 is not in the raw store" in each for each in differing(root))


def chosen(table: str) -> str:
    """Rows of ann's: one where the table holds several of hers."""
    return {
        "kpi_monthly": "subject_id = 'ann' and kpi_id = 'dials'",
        "score_monthly": "subject_id = 'ann'",
        "rep_day": "rep_id = 'ann' and day = date '2026-09-22'",
        "target_day": "rep_id = 'ann' and kpi_id = 'dials' and day = date '2026-09-22'",
        "weight_day": "kpi_id = 'dials' and grain = 'month'",
        "counted_event": "kpi_id = 'dials' and unit_id = 'a1'",
        "excluded_event": "unit_id = 'a10'",
        "adjustment": "adjustment_id = 'adj-1'",
    }[table]


def rewrite(file: Path, change: str) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"create table before as from '{file}'")
        file.unlink()
        connection.execute(f"copy (select * {change} from before) to '{file}' (format parquet)")
