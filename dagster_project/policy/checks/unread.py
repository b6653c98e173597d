"""Rows that no model reads yet are refused: a rule that silently does nothing is worse than none."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from dagster_project.errors import Problem
from dagster_project.policy.sheet import Sheet

UNREAD = ("incentives",)


def problems(sheet: Sheet, _computed_kpis: AbstractSet[str] | None) -> Iterator[Problem]:
    """Any row of a table that this version does not apply."""
    for table in UNREAD:
        for line in sheet.every_line(table):
            yield line.problem(None, f"no model applies {table} yet: expected a header alone")
