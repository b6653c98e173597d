"""Which checks look at what the night counted anew alone: what they judged must not be left in doubt."""

from __future__ import annotations

from collections.abc import Sequence

from dagster_project.gate.declaration import Suite
from dagster_project.gate.result import GateResult

CHANGED_EVENT = "changed_event"
"""The view of schema `gate` with the counted events that the night counted anew."""


def leaves_doubt(suites: Sequence[Suite], results: Sequence[GateResult]) -> bool:
    """Whether such a check failed or did not run: the next night would not look at those rows again."""
    looked = {
        check.check_id
        for suite in suites
        for check in suite.checks
        if suite.table_name == CHANGED_EVENT
        or CHANGED_EVENT in check.arguments.get("unexpected_rows_query", "")
    }
    return not looked <= {result.check_id for result in results if result.passed}
