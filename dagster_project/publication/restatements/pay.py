"""Why pay is another: what the lines that differ rest on, and which new file has a line about just that.

A statement differs because lines of it do. A line rests on a KPI, on an order, on instalments, on attendance
and leave, on a decision or on a pool; its evidence says which. What is withheld or released rests on the
instalments of the person's orders. Files without a line about any of that are no cause, whatever else they
changed.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from dagster_project.home import Home
from dagster_project.publication.parquet import read
from dagster_project.publication.restatements.pay_sql import (
    BY_LINE,
    BY_MEMBER,
    BY_POOL,
    BY_ROSTER,
    BY_WITHHOLDING,
    KPI,
    LINES,
    POOLS,
    ROWS,
    TOUCHING,
)
from dagster_project.publication.restatements.sides import Side

LINE = {
    "subject_kind": "varchar", "subject_id": "varchar", "scheme_id": "varchar", "period_start": "date",
    "rule_id": "varchar", "item": "varchar", "quantity": "decimal(18, 4)", "amount": "decimal(18, 2)",
    "evidence": "varchar",
}  # fmt: skip
PLACE = {"rep_id": "varchar", "day": "date", "team_id": "varchar"}

EXPORTS = {
    "orders": ("order_id", "rep_id", "order_id", "signed_at"),
    "receipts": ("receipt_id", "null", "order_id", "received_at"),
    "attendance": ("rep_id || ' ' || \"date\" || ' ' || event", "rep_id", "event", '"date"'),
    "leave": ("rep_id || ' ' || \"date\" || ' ' || kind", "rep_id", "kind", '"date"'),
    "decisions": ("decision_id", "subject_id", "reference", "null"),
}
"""Exports that pay rests on beside the counted ones: key, whose, what else names it, its day."""


def add_pay_lines(connection: duckdb.DuckDBPyConnection, old: Side, new: Side) -> None:
    """Fill `temp.pay_line` with the lines that differ, and `temp.pay_kpi` with the KPIs that they rest on."""
    connection.execute(
        LINES.format(before=old.relation("incentive_line", LINE), after=new.relation("incentive_line", LINE))
    )
    connection.execute(KPI)


def add_pay_causes(connection: duckdb.DuckDBPyConnection, old: Side, new: Side, published: Path) -> None:
    """Add to `temp.found` what moved the lines of restated pay."""
    waiting = connection.execute("select count(*) from valued where table_kind = 'incentive'").fetchone()
    if waiting is None or not waiting[0]:
        return
    connection.execute(
        "create or replace temp table pay_row (entity varchar, file_id varchar, key varchar, rep_id varchar, "
        "name varchar, day date)"
    )
    folder = Home(published.parent).raw_rows
    for entity, told in EXPORTS.items():
        for file in sorted((folder / entity).glob("*.parquet")):
            _add_rows(connection, entity, read([file]), told)
    connection.execute(ROWS)
    places = " union ".join(f"from {side.relation('rep_day', PLACE)}" for side in (old, new))
    connection.execute(POOLS.format(places=places))
    for statement in (TOUCHING, BY_LINE, BY_POOL, BY_MEMBER, BY_ROSTER, BY_WITHHOLDING):
        connection.execute(statement)


def _add_rows(connection: duckdb.DuckDBPyConnection, entity: str, rows: str, told: tuple[str, ...]) -> None:
    key, rep, name, day = told
    connection.execute(
        f"insert into pay_row select '{entity}', file_id, trim({key}), trim({rep}), trim({name}), "
        f"try_cast({day} as timestamp)::date from {rows}"
    )
