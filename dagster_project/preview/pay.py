"""Which rules would pay or take another sum."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import duckdb

from dagster_project.preview.asked import Asked
from dagster_project.preview.changes import PAID
from dagster_project.publication.restatements.sides import Side

COLUMNS = {
    "period_start": "date", "subject_kind": "varchar", "subject_id": "varchar", "scheme_id": "varchar",
    "rule_id": "varchar", "amount": "decimal(18, 2)",
}  # fmt: skip
KEY = ", ".join(list(COLUMNS)[:-1])


@dataclass(frozen=True)
class RulePay:
    """What one rule's lines of a month come to, to the cent; None where it has no line."""

    period_start: date
    subject_kind: str
    subject_id: str
    scheme_id: str
    rule_id: str
    old: Decimal | None
    new: Decimal | None


def find_pay(connection: duckdb.DuckDBPyConnection, old: Side, new: Side, asked: Asked) -> list[RulePay]:
    """Rules whose lines of the months asked for would come to another sum, by subject, scheme and rule."""
    months = [f"date '{one.start}'" for one in asked.periods if one.grain == "month"]
    if not months:
        return []
    before, after = (
        f"(select {KEY}, sum(amount) as amount from {side.relation(PAID, COLUMNS)} "
        f"where period_start in ({', '.join(months)}) and {asked.where} group by all)"
        for side in (old, new)
    )
    rows = connection.execute(
        f"""
        select {KEY}, before.amount, after.amount
        from {before} as before full join {after} as after using ({KEY})
        where before.amount is distinct from after.amount
        order by all
        """,
        asked.values,
    ).fetchall()
    return [RulePay(*row) for row in rows]
