"""Compliance findings: each kind has the limit that it needs, and none that it would leave unread."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from dagster_project.errors import Problem
from dagster_project.policy.sheet import Sheet

_NEEDS = {"redial": "minutes", "unverified_claim": "minutes", "short_key_person": "seconds"}


def problems(sheet: Sheet, _computed_kpis: AbstractSet[str] | None) -> Iterator[Problem]:
    """Limits that are missing or that the kind does not look at."""
    for line in sheet.lines("findings"):
        kind = line.text("kind")
        for column in ("minutes", "seconds") if kind else ():
            if _NEEDS.get(kind) == column:
                if not line.row.text(column):
                    yield line.problem(column, f"expected a value: a finding of kind {kind} needs it")
            elif line.row.text(column):
                yield line.problem(column, f"expected blank: a finding of kind {kind} does not look at it")
