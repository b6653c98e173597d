"""A month that was closed, changed and opened again: every version is traced as it was published."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dagster_project.command.failure import explain
from dagster_project.command.main import app
from dagster_project.forgetting.run import forget, look
from dagster_project.home import Home
from dagster_project.record import log
from dagster_project.trace.build import trace
from dagster_project.trace.opened import open_publication
from dagster_project.trace.show_text import as_text
from dagster_project.trace.tree import Node
from tests.closing.books import SOURCES
from tests.trace.changed_site import tell
from tests.trace.in_memory import asked, differing, find

pytestmark = pytest.mark.timeout(1800)

CLOSED, LATER, OPENED = 1, 2, 3
"""What August is closed with; all that came later; opened again."""
QUESTIONS = [
    ("rep", "r1", "month", "2026-08"),
    ("rep", "r1", "week", "2026-W36"),  # 31 August is frozen, 1 September is not
    ("rep", "r1", "quarter", "2026-Q3"),
    ("rep", "r1", "day", "2026-08-12"),  # its adjustment was corrected
    ("rep", "r2", "month", "2026-08"),
    ("rep", "r3", "year", "2026"),
    ("rep", "r3", "day", "2026-08-18"),
    ("team", "t1", "month", "2026-08"),
    ("team", "t2", "week", "2026-W36"),
    ("site", "site", "quarter", "2026-Q3"),
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Nobody writes here."""
    folder = tmp_path_factory.mktemp("changed")
    tell(folder)
    return Home(folder / "home")


@pytest.fixture
def own_home(home: Home, tmp_path: Path) -> Home:
    """A copy to spoil."""
    shutil.copytree(home.root, tmp_path / "home", symlinks=True)
    return Home(tmp_path / "home")


def traced(home: Home, version: int, kind: str, subject: str, grain: str, said: str) -> Node:
    return trace(
        open_publication(home, version), asked(subject, grain, said, kind=kind, excluded=True, events=0)
    )


def command(home: Home, *words: str) -> tuple[int, str]:
    """Exit code and words of `scoreline trace`."""
    done: Any = CliRunner().invoke(app, ["trace", "--home", str(home.root), *words])
    if done.exception is None or isinstance(done.exception, SystemExit):
        return done.exit_code, done.output
    said, code = explain(done.exception)
    return code, said


@pytest.mark.parametrize("version", [CLOSED, LATER, OPENED])
def test_every_level_agrees(home: Home, version: int) -> None:
    found = {question: differing(traced(home, version, *question)) for question in QUESTIONS}
    assert found == {question: [] for question in QUESTIONS}


def test_an_older_version_knows_nothing_of_what_came_later(home: Home) -> None:
    said = as_text(traced(home, CLOSED, "team", "t1", "month", "2026-08"))
    assert "/first.csv" in said
    assert "/late.csv" not in said


def test_a_closed_month_is_shown_by_what_closed_it(home: Home) -> None:
    """Its events, days and targets; what was not counted is what the exports say today."""
    root = traced(home, LATER, "rep", "r1", "month", "2026-08")
    assert root.facts["judged"] == "by the policy of version 1, which closed the month of its end"
    inner = [node for child in root.children if child.level != "excluded" for node in child.walk()]
    events = [node for node in inner if node.level == "event"]
    assert {node.facts["closed in version"] for node in events} == {"1"}
    lines = {node.facts["file"] for event in events for node in event.walk() if node.level == "leg"}
    assert lines == {"calls/first.csv"}
    segments = [set(node.facts) for node in inner if node.level == "segment"]
    assert segments
    assert all(names == {"policy of version 1"} for names in segments)
    (excluded,) = find(root, "excluded")
    assert "superseded by calls/late.csv" in str([node.title for node in excluded.walk()])
    assert find(excluded, "reason", "not in dials: deleted: 1 lines")
    opened = traced(home, OPENED, "rep", "r1", "month", "2026-08")
    assert "judged" not in opened.facts
    assert any("calls/late.csv" in str(node.facts.values()) for node in find(opened, "leg"))


def test_a_week_over_the_edge_shows_both_kinds_of_days(home: Home) -> None:
    root = traced(home, LATER, "rep", "r1", "week", "2026-W36")
    assert root.facts["closed"] == "days of it in version 1"
    assert "judged" not in root.facts
    days = {node.title.split()[1]: node.facts.get("closed in version") for node in find(root, "day")}
    assert (days["2026-08-31"], days["2026-09-01"]) == ("1", None)


def test_a_call_that_was_moved_over_the_edge_counts_in_the_closed_month_alone(home: Home) -> None:
    """k: from 31 August, which is frozen with it, to 1 September, by a correction."""
    frozen, now = "2026-08-31 r1 call k (", "2026-09-01 r1 call k ("
    left_out = "not in dials: counted in the closed month 2026-08: 1 lines"
    root = traced(home, LATER, "rep", "r1", "week", "2026-W36")
    assert [leg.facts["file"] for node in find(root, "event", frozen) for leg in find(node, "leg")] == [
        "calls/first.csv"
    ]
    assert not find(root, "event", now)
    (reason,) = find(root, "reason", left_out)
    assert [node.title.split(" (")[0] for node in reason.children] == [
        "counted in the closed month 2026-08: calls/late.csv:8"
    ]
    opened = traced(home, OPENED, "rep", "r1", "week", "2026-W36")
    assert find(opened, "event", now)
    assert not find(opened, "event", frozen)
    assert not find(opened, "reason", left_out)


def test_calls_that_came_after_the_month_was_closed_are_listed(home: Home) -> None:
    """Corrections of c, d and f, and q, which is new; the deletion of e and what moved away are no such
    lines. Of opportunities o2, which is capable now, and o4, which has another rep now (the first counts).
    """
    reason = "came after the month was closed: "
    root = traced(home, LATER, "rep", "r1", "month", "2026-08")
    (late,) = find(root, "reason", f"not in dials: {reason}4 lines")
    assert [node.title.split(" (")[0] for node in late.children] == [
        f"{reason}calls/late.csv:{line}" for line in (3, 4, 6, 9)
    ]
    assert find(root, "reason", f"not in potential_opportunities: {reason}2 lines")
    for version in (CLOSED, OPENED):
        other = traced(home, version, "rep", "r1", "month", "2026-08")
        assert not [node for node in find(other, "reason") if reason in node.title]


def test_an_adjusted_day_shows_who_when_and_how_much(home: Home) -> None:
    deltas = {}
    for version in (CLOSED, LATER):
        root = traced(home, version, "rep", "r1", "day", "2026-08-12")
        (node,) = find(root, "adjustment")
        deltas[version] = node.title, [child.title.split(" (")[0] for child in node.children]
    end = "for r1, 2026-08-12, approved by boss at 2026-09-03 01:00:00"
    first, late = "adjustments/first.csv:2", "adjustments/late.csv:2"
    assert deltas[CLOSED] == (f"adjustment x1: +10.0000 {end}", [f"says so: {first}"])
    assert deltas[LATER] == (
        f"adjustment x1: +12.0000 {end}",
        [f"says so: {late}", f"superseded by {late}: {first}"],
    )


def test_a_pruned_version_says_so_and_ends_with_2(own_home: Home) -> None:
    log.append(own_home, "pruned", versions=[{"version": OPENED, "removed": "everything"}])
    code, said = command(own_home, "--subject", "r1", "--month", "2026-08", "--version", str(OPENED))
    assert code == 2
    assert "its tables were pruned from v000003" in said
    assert "take a version that `scoreline versions` calls whole" in said


def test_a_closing_version_that_is_gone_is_named(own_home: Home) -> None:
    shutil.rmtree(own_home.published / "v000001" / "policy")
    code, said = command(own_home, "--subject", "r1", "--month", "2026-08", "--version", str(LATER))
    assert code == 1
    assert "closed month was judged by the policy of version 1, which is gone; restore that version" in said


def test_numbers_of_forgotten_customers_are_traced_still(own_home: Home) -> None:
    for customer in ("B", "A"):
        forget(own_home, look(own_home, customer, [], "CN").person, "a letter", SOURCES, "CN")
    for version in (CLOSED, LATER, OPENED):
        root = traced(own_home, version, "team", "t1", "month", "2026-08")
        assert differing(root) == []
        assert {fact for node in root.walk() for fact in node.facts.values()}.isdisjoint({"A", "B", "k1"})
    code, said = command(own_home, "--subject", "r1", "--month", "2026-08", "--excluded")
    assert code == 0
    assert "numbers were recomputed; all agree" in said
