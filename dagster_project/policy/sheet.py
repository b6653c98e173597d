"""A policy with its cells typed, as the checks read it.

A cell that does not have its column's type is told once, by the check of cells; for every other check it
is blank, and `Line.sound` is false, so that one typing error does not bring five messages.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import cast

from dagster_project.errors import Problem
from dagster_project.policy.model import Policy, Row
from dagster_project.policy.span import Span
from dagster_project.policy.tables import TABLES, TableSpec
from dagster_project.policy.values import Value


@dataclass(frozen=True)
class Line:
    """One row with typed cells. `errors`: what was expected in each cell that could not be typed."""

    spec: TableSpec
    row: Row
    values: dict[str, Value]
    errors: dict[str, str]

    @property
    def line_no(self) -> int:
        """The physical line on which the row starts."""
        return self.row.line_no

    @property
    def sound(self) -> bool:
        """Whether every cell has its type and no cell that must be filled is blank."""
        return not self.errors

    def text(self, column: str) -> str:
        """A cell as text; blank where it is blank or wrong."""
        return "" if column in self.errors else self.row.text(column)

    def texts(self, columns: Iterable[str]) -> tuple[str, ...]:
        """Several cells as text."""
        return tuple(self.text(column) for column in columns)

    def number(self, column: str) -> Decimal | None:
        """A decimal cell."""
        return cast("Decimal | None", self.values.get(column))

    def whole(self, column: str) -> int | None:
        """A whole-number cell."""
        return cast("int | None", self.values.get(column))

    def flag(self, column: str) -> bool | None:
        """A true-or-false cell."""
        return cast("bool | None", self.values.get(column))

    def clock(self, column: str) -> time | None:
        """A time-of-day cell."""
        return cast("time | None", self.values.get(column))

    @property
    def span(self) -> Span:
        """The days on which the row holds; all days in a table without dates."""
        first = cast("date | None", self.values.get("valid_from"))
        last = cast("date | None", self.values.get("valid_to"))
        return Span(first or date.min, last or date.max)

    def problem(self, column: str | None, expected: str) -> Problem:
        """A problem of this row, with the cell's own text."""
        value = None if column is None else self.row.text(column)
        return Problem(self.spec.file, self.line_no, column, value, expected)


class Sheet:
    """Every table of a policy as typed lines."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.settings = policy.settings
        self._lines = {
            name: [_typed(spec, row, policy.tables[name].columns) for row in policy.tables[name].rows]
            for name, spec in TABLES.items()
        }

    def every_line(self, table: str) -> list[Line]:
        """Every row of a table, also where the table lacks a column."""
        return self._lines[table]

    def lines(self, table: str) -> list[Line]:
        """Every row of a table; none where a missing column would make each of them look wrong."""
        return self._lines[table] if self.readable(table) else []

    def sound(self, table: str) -> list[Line]:
        """The rows of a table whose cells all have their type."""
        return [line for line in self.lines(table) if line.sound]

    def ids(self, table: str, column: str) -> set[str]:
        """The values that a column holds."""
        return {line.text(column) for line in self._lines[table]} - {""}

    def grains(self, scheme_id: str) -> tuple[str, ...]:
        """The grains that a scheme publishes; none for a scheme that is unknown or wrong."""
        texts = [str(line.values.get("grains", "")) for line in self._scheme(scheme_id)]
        return tuple(texts[0].split(";")) if texts and texts[0] else ()

    def score_max(self, scheme_id: str) -> Decimal | None:
        """The points that a scheme's weights add up to; None for a scheme without a score."""
        return next((line.number("score_max") for line in self._scheme(scheme_id)), None)

    def wrong(self, table: str, key: str, column: str) -> bool:
        """Whether the row of `table` whose first column is `key` has a wrong cell in `column`."""
        first = TABLES[table].columns[0].name
        return any(column in line.errors for line in self._lines[table] if line.text(first) == key)

    def setting_problem(self, name: str, value: str, expected: str) -> Problem:
        """A problem of a setting: in its row, or without a line where the shipped default serves."""
        lines = [line for line in self._lines["settings"] if line.text("name") == name]
        line_no = lines[0].line_no if lines else None
        return Problem("settings.csv", line_no, "value", value, expected)

    def _scheme(self, scheme_id: str) -> list[Line]:
        return [line for line in self._lines["schemes"] if line.text("scheme_id") == scheme_id]

    def readable(self, table: str) -> bool:
        """Whether the table's file was there with every column that it has to have."""
        columns = self.policy.tables[table].columns
        return all(column.name in columns for column in TABLES[table].columns if column.must_exist)


def _typed(spec: TableSpec, row: Row, columns: tuple[str, ...]) -> Line:
    values: dict[str, Value] = {}
    errors: dict[str, str] = {}
    for column in spec.columns:
        text = row.text(column.name)
        if text:
            try:
                values[column.name] = column.kind.parse(text)
            except ValueError as error:
                errors[column.name] = str(error)
        elif column.filled and column.name in columns:
            errors[column.name] = "expected a value"
    return Line(spec, row, values, errors)
