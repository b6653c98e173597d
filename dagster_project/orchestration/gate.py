"""The gate: an asset check for every declared check; whatever blocks ends the run before it publishes.

The dbt tests stand as checks on their models, where dbt ran them; here they are weighed with the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import dagster as dg

from dagster_project.errors import GateRefused
from dagster_project.gate.changes import leaves_doubt
from dagster_project.gate.dbt_tests import declared_tests, test_results
from dagster_project.gate.declaration import Suite, load_suites
from dagster_project.gate.result import WARN, GateResult
from dagster_project.gate.run import run_gate
from dagster_project.gate.verdict import verdict
from dagster_project.orchestration.inspect import SUITES
from dagster_project.orchestration.session import Nightly, log, need
from dagster_project.warehouse.corrupt import found_damaged
from dagster_project.warehouse.state import finish_build


def build_gate(manifest: Mapping[str, Any]) -> dg.AssetChecksDefinition:
    """The step `gate` with its checks on candidate and observation tables."""
    suites = load_suites(SUITES)
    tests = declared_tests(manifest)
    specs = _specs(suites)
    declared = [*specs, *(test.check_id for test in tests)]

    @dg.multi_asset_check(
        name="gate", specs=list(specs.values()), description="Judges the candidate; fails closed."
    )
    def gate(nightly: Nightly) -> Iterator[dg.AssetCheckResult]:
        session = nightly.session
        log.info("judging: %s declared checks", len(declared))
        built = need(session.built, "dbt build")
        with found_damaged(session.options.home):
            results = run_gate(
                session.options.home.warehouse,
                SUITES,
                tests,
                test_results(built.nodes),
                session.options.accept,
                session.options.accepted_by,
                session.beside.run_suites if session.beside else None,
            )
        session.judged = results
        if built.complete and built.sound and not leaves_doubt(suites, results):
            finish_build(session.options.home)
        for result in results:
            if result.check_id in specs:
                yield _told(result, specs[result.check_id])
        with found_damaged(session.options.home):
            refuse(results, declared)

    return gate


def refuse(results: Sequence[GateResult], declared: Sequence[str]) -> None:
    """Raise GateRefused with every reason, or say what was let pass."""
    said = verdict(results, declared)
    for result in results:
        if result.accepted_by:
            log.warning("%s accepted by %s: %s", result.check_id, result.accepted_by, result.accepted_why)
        elif not result.passed and not result.blocks:
            log.warning("%s: %s", result.check_id, result.observed)
    if not said.passed:
        raise GateRefused(explain(said.blocking))
    log.info("the gate passed %s checks", sum(result.passed for result in results))


def explain(blocking: Sequence[GateResult]) -> str:
    """The reasons in words: what was seen, what was expected, what to do."""
    reasons = [
        f"  {result.check_id} ({result.guards}, {result.table_name or 'whole run'}): {result.observed}\n"
        f"    expected: {result.expected}\n"
        f"    way out: {result.way_out}"
        for result in blocking
    ]
    head = (
        f"the gate refused: {len(blocking)} check(s) block, nothing was published, the last publication stays"
    )
    return "\n".join([head, *reasons])


def _specs(suites: Sequence[Suite]) -> dict[str, dg.AssetCheckSpec]:
    """Specifications by check id."""
    return {
        check.check_id: dg.AssetCheckSpec(
            check.check_id.replace(".", "__"),
            asset=[suite.schema, suite.table_name],
            description=check.expected,
            blocking=check.severity != WARN,
            metadata={
                "guards": check.guards,
                "scope": check.scope,
                "way_out": check.way_out,
                "declared": f"{check.file}:{check.line}",
            },
        )
        for suite in suites
        for check in suite.checks
    }


def _told(result: GateResult, spec: dg.AssetCheckSpec) -> dg.AssetCheckResult:
    return dg.AssetCheckResult(
        asset_key=spec.asset_key,
        check_name=spec.name,
        passed=result.passed,
        severity=dg.AssetCheckSeverity.ERROR if result.blocks else dg.AssetCheckSeverity.WARN,
        description=result.observed,
        metadata={
            "observed": result.observed,
            "expected": result.expected,
            "guards": result.guards,
            "accepted_by": result.accepted_by or "",
            "accepted_why": result.accepted_why or "",
        },
    )
