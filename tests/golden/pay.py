"""What a case says of somebody's pay, and where the published statements say otherwise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from dagster_project.policy.tables import TABLES
from tests.golden.case import Case
from tests.reference.base_policy import bands, scheme, weights

Line = tuple[str, str, str, str, str]
"""Rule, item, quantity, rate, amount."""
Key = tuple[str, str, date, str]
"""Kind and id of the subject, month, scheme."""
COLUMNS = [column.name for column in TABLES["incentives"].columns]


@dataclass(frozen=True)
class Statement:
    """The lines of a statement in their order, and columns of its total; no lines, no statement."""

    key: Key
    lines: Sequence[Line]
    total: Mapping[str, str]


class PayCase(Case):
    """A case that expects statements."""

    statements: list[Statement]
    formulas: list[tuple[Key, str, str]]

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.statements = []
        self.formulas = []

    def judged(self, scheme_id: str, *targets: dict[str, object]) -> None:
        """A scheme that judges by these targets and weighs the first KPI alone."""
        first = str(targets[0]["kpi_id"])
        self.rules(
            schemes=[scheme(scheme_id)],
            targets=list(targets),
            weights=weights(scheme_id, {first: "10"}),
            bands=bands(scheme_id),
        )

    def pays(self, scheme_id: str, rule_id: str, kind: str, **more: object) -> None:
        """A row of `incentives`."""
        row = dict.fromkeys(COLUMNS, "") | {"says_zh": rule_id, "says_en": rule_id}
        self.rules(incentives=[row | {"rule_id": rule_id, "scheme_id": scheme_id, "kind": kind} | more])

    def order(self, rep: str, order: str, day: str, **columns: object) -> None:
        """An order of a rep, signed on a day."""
        signed = {"order_id": self.id(order), "rep_id": self.id(rep), "signed_at": f"{day} 11:00:00"}
        self.rows("orders", [signed | columns])

    def statement(self, subject: str, month: str, scheme_id: str, *lines: Line, **total: str) -> None:
        """What is published of a rep (or `team:x`, `site`) for a month (2026-02)."""
        self.statements.append(Statement(self._key(subject, month, scheme_id), lines, total))

    def formula(self, subject: str, month: str, scheme_id: str, rule: str, text: str) -> None:
        """How the line of a rule says that it was reckoned."""
        self.formulas.append((self._key(subject, month, scheme_id), rule, text))

    def _key(self, subject: str, month: str, scheme_id: str) -> Key:
        kind, subject_id = self._subject(subject)
        return (kind, subject_id, date.fromisoformat(f"{month}-01"), scheme_id)


def wrong_statements(case: PayCase, database: Path) -> list[str]:
    """What the published tables say otherwise, in words."""
    found = []
    with duckdb.connect(str(database), read_only=True) as connection:
        for statement in case.statements:
            lines = _rows(connection, "incentive_line", statement.key, "order by line_no")
            told = [tuple(_text(row[name]) for name in LINE) for row in lines]
            if told != list(statement.lines):
                found.append(f"{statement.key}: {told}, not {list(statement.lines)}")
            totals = _rows(connection, "incentive_total", statement.key) or [{}]
            found += [
                f"{statement.key}: {name} is {_text(totals[0].get(name))}, not {value}"
                for name, value in statement.total.items()
                if _text(totals[0].get(name)) != value
            ]
        for key, rule, text in case.formulas:
            lines = _rows(connection, "incentive_line", key)
            told = [row["explanation_en"] for row in lines if row["rule_id"] == rule]
            if [one for one in told if not one.endswith(f" ({text})")] or not told:
                found.append(f"{key}: {rule} says {told}, not {text}")
    return found


LINE = ("rule_id", "item", "quantity", "rate", "amount")


def _rows(
    connection: duckdb.DuckDBPyConnection, table: str, key: Key, order: str = ""
) -> list[dict[str, Any]]:
    where = "subject_kind = ? and subject_id = ? and period_start = ? and scheme_id = ?"
    cursor = connection.execute(f"select * from {table} where {where} {order}", key)
    names = [column[0] for column in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _text(value: object) -> str:
    if value is None:
        return ""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
