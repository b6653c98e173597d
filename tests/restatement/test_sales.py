"""Rewards that rest on a sale: told by the file only where it says so of that very rep."""

from __future__ import annotations

from typing import Any

import pytest

from tests.restatement.test_consequences import BONUS, content, named
from tests.restatement.world import MONDAY, TUESDAY, Row, World

FILE = "orders/o.csv"
LATE, CORRECTED = ("late rows", FILE), ("corrected rows", FILE)
UNEXPLAINED = ("unexplained", "")


@pytest.fixture
def ruled(world: World) -> World:
    """Dials above the target and a sale won make a bonus."""
    world.add("dim_policy", file="consequences.csv", line_no=2, content=content(BONUS))
    world.night()
    return world


def sale(world: World, order: str, rep: str, file: str = FILE, day: str = MONDAY) -> Row:
    return world.event(order, file, rep=rep, day=day, kpi_id="sales_quantity", unit="order")


def why(world: World) -> list[tuple[Any, ...]]:
    rows = world.restated("table_name", "cause", "first_source_file")
    return [row[1:] for row in rows if row[0] == "consequence"]


def test_one_that_appears_by_the_reps_sale(ruled: World) -> None:
    """Neither the KPI nor the rule moved, but an order came."""
    ruled.file(FILE, "2026-09-20T00:00:00")
    sale(ruled, "o1", "R2")
    named(ruled, "R2", "bonus", MONDAY)
    ruled.night()
    assert why(ruled) == [LATE]


def test_orders_of_others_are_no_cause(ruled: World) -> None:
    ruled.file(FILE, "2026-09-20T00:00:00")
    sale(ruled, "o1", "R1")
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
    sale(ruled, "o1", "R1")
    named(ruled, "R2", "bonus", MONDAY)
    ruled.night()
    assert why(ruled) == [("reopen", "")]


def test_a_second_sale_makes_no_difference(ruled: World) -> None:
    sale(ruled, "o1", "R2", file="orders/old.csv", day=TUESDAY)
    ruled.file("orders/old.csv")
    ruled.night()
    ruled.file(FILE, "2026-09-20T00:00:00")
    sale(ruled, "o2", "R2")
    named(ruled, "R2", "bonus", MONDAY)
    ruled.night()
    assert why(ruled) == [UNEXPLAINED]


def test_a_sale_that_becomes_another_reps_is_a_correction_for_both(ruled: World) -> None:
    row = sale(ruled, "o1", "R1", file="orders/old.csv")
    ruled.file("orders/old.csv")
    one = named(ruled, "R1", "bonus", MONDAY)
    ruled.night()
    ruled.file(FILE, "2026-09-20T00:00:00")
    row.update(sale(ruled, "o1", "R2"))
    ruled.rows["counted_event"].pop()
    ruled.rows["consequence"].remove(one)
    named(ruled, "R2", "bonus", MONDAY)
    ruled.night()
    assert why(ruled) == [CORRECTED, CORRECTED]


@pytest.mark.parametrize(("files", "named_file"), [((FILE,), FILE), ((FILE, "orders/p.csv"), "")])
def test_a_cancelled_sale_names_its_file_where_no_other_can_have_told(
    ruled: World, files: tuple[str, ...], named_file: str
) -> None:
    row = sale(ruled, "o1", "R1", file="orders/old.csv")
    ruled.file("orders/old.csv")
    named(ruled, "R1", "bonus", MONDAY)
    ruled.night()
    for file in files:
        ruled.file(file, "2026-09-20T00:00:00")
    ruled.rows["counted_event"].remove(row)
    ruled.rows["consequence"].clear()
    ruled.night()
    assert why(ruled) == [("corrected rows", named_file)]


@pytest.mark.parametrize(("rep", "orders", "cause"), [
    ("R2", False, ("late rows", "opportunities/new.csv")), ("R1", False, UNEXPLAINED),
    ("R2", True, UNEXPLAINED),
])  # fmt: skip
def test_opportunities_are_sales_where_no_orders_are_exported(
    ruled: World, rep: str, orders: bool, cause: tuple[str, str]
) -> None:
    """That they were won is published nowhere; a new line about one of the rep's is."""
    if orders:
        ruled.file("orders/old.csv")
    ruled.night()
    ruled.file("opportunities/new.csv", "2026-09-20T00:00:00")
    ruled.event(
        "K", "opportunities/new.csv", rep=rep, day="2026-08-03", kpi_id="valid_opportunities", unit="customer"
    )
    named(ruled, "R2", "bonus", MONDAY)
    ruled.night()
    assert why(ruled) == [cause]
