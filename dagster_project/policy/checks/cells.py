"""Every cell has its column's type, and is there where it has to be."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from dagster_project.errors import Problem
from dagster_project.policy.sheet import Sheet
from dagster_project.policy.tables import DATES, TABLES


def problems(sheet: Sheet, _computed_kpis: AbstractSet[str] | None) -> Iterator[Problem]:
    """Wrong types, words outside a fixed list, numbers out of range or too fine, blank cells."""
    for name, spec in TABLES.items():
        for line in sheet.every_line(name):
            for column, expected in line.errors.items():
                yield line.problem(column, expected)
            for column in () if spec.dated else DATES:
                if line.row.text(column):
                    yield line.problem(column, "expected blank: the rows of this table hold on every day")
