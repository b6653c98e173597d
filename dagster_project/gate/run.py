"""Run every declared check over one candidate and say what came out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dagster_project.gate import great_expectations_run
from dagster_project.gate.acceptance import refuse_unacceptable
from dagster_project.gate.dbt_tests import DeclaredTest, TestResult, judge
from dagster_project.gate.declaration import Check, Suite, load_suites
from dagster_project.gate.result import ERROR, INTEGRITY, Finding, GateResult

RunSuites = Callable[[Path, Sequence[Suite]], dict[str, Finding]]


def check_declarations(
    suites: Path, dbt_tests: Sequence[DeclaredTest] = (), accept: Mapping[str, str] | None = None
) -> None:
    """Raise `UsageError` for badly declared checks or an acceptance that is not allowed; reads no data.

    Fast: Great Expectations is not loaded, so an unknown expectation type shows only when the gate runs.
    Without `dbt_tests` an acceptance may name only checks of `expectations/`.
    """
    refuse_unacceptable(accept or {}, load_suites(suites), dbt_tests)


def run_gate(
    warehouse: Path,
    suites: Path,
    dbt_tests: Sequence[DeclaredTest],
    dbt_results: Mapping[str, TestResult],
    accept: Mapping[str, str] | None = None,
    accepted_by: str = "",
    run_suites: RunSuites | None = None,
) -> list[GateResult]:
    """Judge the candidate in a DuckDB file: one result per declared check, sorted by id.

    `suites` is the folder of suites, `dbt_results` goes by the tests' unique ids, `accept` maps the id
    of a check of plausibility to the reason why it may fail this once. No connection to the warehouse
    may be open for writing in this process. `run_suites` runs the suites elsewhere than here.

    Raises `UsageError` for badly declared checks and for acceptances that are not allowed. Whatever
    goes wrong while checking is a failed result, never an error and never a pass.
    """
    accept = accept or {}
    loaded = load_suites(suites)
    refuse_unacceptable(accept, loaded, dbt_tests)
    findings = (run_suites or great_expectations_run.run_suites)(warehouse, loaded)
    acceptances = _Acceptances(accept, accepted_by or "unnamed")
    results = [
        _result(check, findings.get(check.check_id), acceptances)
        for suite in loaded
        for check in suite.checks
    ]
    results += [
        _result(test, judge(test, dbt_results.get(test.unique_id)), acceptances) for test in dbt_tests
    ]
    return sorted(results, key=lambda result: result.check_id)


@dataclass(frozen=True)
class _Acceptances:
    """What a person lets pass in this run."""

    why: Mapping[str, str]
    by: str


def _result(declared: Check | DeclaredTest, finding: Finding | None, acceptances: _Acceptances) -> GateResult:
    finding = finding or Finding.did_not_run("no result came back for this declared check")
    why = None if finding.passed or not finding.ran else acceptances.why.get(declared.check_id)
    return GateResult(
        check_id=declared.check_id,
        table_name=declared.table_name,
        # what could not be judged cannot be waved through: neither as a warning nor by acceptance
        guards=declared.guards if finding.ran else INTEGRITY,
        scope=declared.scope,
        passed=finding.passed,
        accepted_by=acceptances.by if why else None,
        accepted_why=why,
        severity=declared.severity if finding.ran else ERROR,
        observed=finding.observed,
        expected=declared.expected,
        way_out=declared.way_out,
    )
