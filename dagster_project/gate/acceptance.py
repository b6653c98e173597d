"""Which failed checks a person may let pass for one run."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from dagster_project.errors import UsageError
from dagster_project.gate.dbt_tests import DeclaredTest
from dagster_project.gate.declaration import Check, Suite
from dagster_project.gate.result import ERROR, PLAUSIBILITY


def acceptable_checks(suites: Collection[Suite], dbt_tests: Collection[DeclaredTest]) -> list[str]:
    """Name the checks of plausibility that block, sorted; no others can be accepted."""
    declared: list[Check | DeclaredTest] = [check for suite in suites for check in suite.checks]
    declared += dbt_tests
    return sorted(
        each.check_id for each in declared if each.guards == PLAUSIBILITY and each.severity == ERROR
    )


def refuse_unacceptable(
    accept: Mapping[str, str], suites: Collection[Suite], dbt_tests: Collection[DeclaredTest]
) -> None:
    """Raise `UsageError` for an id that cannot be accepted and for an acceptance without a reason."""
    acceptable = acceptable_checks(suites, dbt_tests)
    listed = ", ".join(acceptable) or "none"
    wrong = sorted(set(accept) - set(acceptable))
    if wrong:
        raise UsageError(
            f"cannot accept {', '.join(wrong)}: only checks of plausibility that block can be accepted, "
            f"never checks of integrity; acceptable are: {listed}"
        )
    silent = sorted(check_id for check_id, why in accept.items() if not why.strip())
    if silent:
        raise UsageError(f"accepting {', '.join(silent)} needs a reason: --why TEXT")
