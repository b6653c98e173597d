"""How much of a period would change: so many of so many."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

import duckdb

from dagster_project.comparison.compare import Change
from dagster_project.preview.asked import Asked
from dagster_project.publication.restatements.shape import GRAINS
from dagster_project.publication.restatements.sides import Side
from dagster_project.trace.asked import Period

KEY = {"period_start": "date", "subject_kind": "varchar", "subject_id": "varchar", "scheme_id": "varchar"}
TOTAL = "incentive_total"


@dataclass(frozen=True)
class Counts:
    """Of one period: values that either side has (`of`), and those of them that would be others.

    `paid` and `would_be_paid` are sums over people of what is payable, None where nothing is paid.
    """

    period: Period
    scores_of: int
    scores: int
    score_colours: int
    ranks: int
    kpi_colours_of: int
    kpi_colours: int
    appear: int
    vanish: int
    pay_of: int
    pay: int
    paid: Decimal | None
    would_be_paid: Decimal | None


def counts_of(
    connection: duckdb.DuckDBPyConnection,
    sides: tuple[Side, Side],
    asked: Asked,
    period: Period,
    changes: list[Change],
) -> Counts:
    """Count one period on both sides; `changes` are those of all periods."""
    mine = [one for one in changes if (one.grain, one.period_start) == (period.grain, period.start)]
    scores = [one for one in mine if one.table_name.startswith("score_")]
    kpis = [one for one in mine if one.table_name.startswith("kpi_")]
    rules = {(one.rule_id, one.subject_id, one.change) for one in mine if one.rule_id is not None}
    pay = [one for one in mine if one.table_name == TOTAL and one.subject_kind == "rep"]
    people, before, after = _pay(connection, sides, asked, period)
    return Counts(
        period,
        _either(connection, sides, asked, period, "score", "score"),
        _columns(scores, "score"),
        _columns(scores, "band"),
        _columns(scores, "rank"),
        _either(connection, sides, asked, period, "kpi", "band"),
        _columns(kpis, "band"),
        sum(change == "appeared" for *_, change in rules),
        sum(change == "vanished" for *_, change in rules),
        people,
        _columns(pay, "payable"),
        before,
        after,
    )


def _columns(changes: Iterable[Change], column: str) -> int:
    return sum(one.column_name == column for one in changes)


def _either(
    connection: duckdb.DuckDBPyConnection,
    sides: tuple[Side, Side],
    asked: Asked,
    period: Period,
    kind: str,
    column: str,
) -> int:
    """How many rows of the grain's table have the value on either side."""
    table = next((name for name in _tables(period.grain) if name.startswith(f"{kind}_")), None)
    if table is None:
        return 0
    key = KEY | ({"kpi_id": "varchar"} if kind == "kpi" else {})
    rows = " union ".join(
        f"select {', '.join(key)} from {side.relation(table, key | {column: 'varchar'})} "
        f"where {column} is not null and period_start = date '{period.start}' and {asked.where}"
        for side in sides
    )
    found = connection.execute(f"select count(*) from ({rows})", asked.values).fetchone()
    return int(found[0]) if found else 0


def _pay(
    connection: duckdb.DuckDBPyConnection, sides: tuple[Side, Side], asked: Asked, period: Period
) -> tuple[int, Decimal | None, Decimal | None]:
    """Totals of people that either side has, and what both sides pay them."""
    if TOTAL not in _tables(period.grain):
        return 0, None, None
    before, after = (
        f"(from {side.relation(TOTAL, KEY | {'payable': 'decimal(18, 2)'})} "
        f"where subject_kind = 'rep' and period_start = date '{period.start}' and {asked.where})"
        for side in sides
    )
    found = connection.execute(
        f"select count(*), sum(before.payable), sum(after.payable) "
        f"from {before} as before full join {after} as after using ({', '.join(KEY)})",
        asked.values,
    ).fetchone()
    count, old, new = found or (0, None, None)
    return (count, old or Decimal("0.00"), new or Decimal("0.00")) if count else (0, None, None)


def _tables(grain: str) -> list[str]:
    return [table for table, its in GRAINS.items() if its == grain]
