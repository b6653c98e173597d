"""Rewards that rest on a sale: told by the file only where it says so of that very rep."""

from __future__ import annotations

from typing import Any

import pytest

from tests.restatement.test_consequences import BONUS, content, named
from tests.restatement.world import MONDAY, World

FILE = "orders/o.csv"
UNEXPLAINED = ("unexplained", "")


@pytest.fixture
def ruled(world: World) -> World:
    """Dials above the target and a sale won make a bonus."""
    world.add("dim_policy", file="consequences.csv", line_no=2, content=content(BONUS))
    world.night()
    return world


def why(world: World) -> list[tuple[Any, ...]]:
    rows = world.restated("table_name", "cause", "first_source_file")
    return [row[1:] for row in rows if row[0] == "consequence"]


def test_one_that_appears_by_the_reps_sale(ruled: World) -> None:
    """Neither the KPI nor the rule moved, but an order came."""
    ruled.file(FILE, "2026-09-20T00:00:00")
    ruled.sale(FILE, "R2")
    named(ruled, "R2", "bonus", MONDAY)
    ruled.night()
    assert why(ruled) == [("late rows", FILE)]


def test_orders_of_others_are_no_cause(ruled: World) -> None:
    ruled.file(FILE, "2026-09-20T00:00:00")
    ruled.sale(FILE, "R1")
    named(ruled, "R2", "bonus", MONDAY)
    ruled.night()
    assert why(ruled) == [UNEXPLAINED]


def test_a_reopened_month_that_lets_other_policy_in_is_no_matter_of_orders(ruled: World) -> None:
    closed = {"month_start": "2026-09-01", "closed_in": 2, "closed_by": "li", "policy_hash": "p"}
    ruled.add("closed_month", **closed, sha256="h")
    ruled.night()
    ruled.file(FILE, "2026-09-20T00:00:00")
    ruled.night()
    ruled.rows["closed_month"].clear()
    ruled.sale(FILE, "R1")
    named(ruled, "R2", "bonus", MONDAY)
    ruled.night()
    assert why(ruled) == [("reopen", "")]


def test_a_line_that_was_cancelled_or_is_of_another_month_lets_none_appear(ruled: World) -> None:
    for name, day, cancelled in (("a", MONDAY, "2026-09-19 10:00:00"), ("b", "2026-08-03", "")):
        ruled.file(f"orders/{name}.csv", "2026-09-20T00:00:00")
        ruled.sale(f"orders/{name}.csv", "R2", day, cancelled_at=cancelled)
    named(ruled, "R2", "bonus", MONDAY)
    ruled.night()
    assert why(ruled) == [UNEXPLAINED]


def test_a_cancelled_sale_takes_the_reward_of_its_rep_away(ruled: World) -> None:
    for rep in ("R1", "R2"):
        named(ruled, rep, "bonus", MONDAY)
    ruled.night()
    ruled.file(FILE, "2026-09-20T00:00:00")
    ruled.sale(FILE, "R1", cancelled_at="2026-09-19 10:00:00")
    ruled.rows["consequence"].clear()
    ruled.night()
    assert why(ruled) == [("corrected rows", FILE), UNEXPLAINED]


@pytest.mark.parametrize(
    ("rep", "orders", "cause"),
    [
        ("R2", False, ("late rows", "opportunities/new.csv")),
        ("R1", False, UNEXPLAINED),
        ("R2", True, UNEXPLAINED),
    ],
)
def test_opportunities_are_sales_where_no_orders_are_exported(
    ruled: World, rep: str, orders: bool, cause: tuple[str, str]
) -> None:
    if orders:
        ruled.file("orders/old.csv")
    ruled.night()
    ruled.file("opportunities/new.csv", "2026-09-20T00:00:00")
    ruled.sale("opportunities/new.csv", rep)
    named(ruled, "R2", "bonus", MONDAY)
    ruled.night()
    assert why(ruled) == [cause]


@pytest.mark.parametrize(("rep", "cause"), [("R2", ("late rows", "training/t.csv")), ("R1", UNEXPLAINED)])
def test_a_rule_with_training_is_told_by_the_file_about_that_rep(
    world: World, rep: str, cause: tuple[str, str]
) -> None:
    rule = {"rule_id": "down", "scheme_id": "s", "kind": "steps"}
    step = {"rule_id": "down", "step": "2", "kpi_id": "dials", "after": "training"}
    world.add("dim_policy", file="consequences.csv", line_no=2, content=content(rule))
    world.add("dim_policy", file="consequence_steps.csv", line_no=3, content=content(step))
    world.night()
    world.file("training/t.csv", "2026-09-20T00:00:00")
    world.sale("training/t.csv", rep)
    named(world, "R2", "down", MONDAY)
    world.night()
    assert why(world) == [cause]


def test_a_changed_step_is_policy(world: World) -> None:
    rule = {"rule_id": "down", "scheme_id": "s", "kind": "steps"}
    world.add("dim_policy", file="consequences.csv", line_no=2, content=content(rule))
    world.night()
    step = {"rule_id": "down", "step": "1", "kpi_id": "dials"}
    world.add("dim_policy", file="consequence_steps.csv", line_no=2, content=content(step))
    named(world, "R2", "down", MONDAY)
    world.night()
    assert why(world) == [("policy", "consequence_steps.csv:2")]
