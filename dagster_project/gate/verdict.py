"""One word over all results: publish or not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dagster_project.gate.result import ERROR, INTEGRITY, Finding, GateResult


@dataclass(frozen=True)
class Verdict:
    """`passed` is true only when nothing blocks; `blocking` names each reason."""

    passed: bool
    blocking: list[GateResult]


def verdict(results: Sequence[GateResult], declared: Iterable[str] = ()) -> Verdict:
    """Judge the results; fails closed.

    No result at all blocks, and so does every id of `declared` that has no result.
    """
    blocking = [result for result in results if result.blocks]
    seen = {result.check_id for result in results}
    blocking += [_without_result(check_id) for check_id in sorted(set(declared) - seen)]
    if not results and not blocking:
        blocking.append(_without_result("gate"))
    return Verdict(passed=not blocking, blocking=blocking)


def _without_result(check_id: str) -> GateResult:
    return GateResult(
        check_id=check_id,
        table_name="",
        guards=INTEGRITY,
        scope="the whole run",
        passed=False,
        accepted_by=None,
        accepted_why=None,
        severity=ERROR,
        observed=Finding.did_not_run("it is declared, but no result was handed in").observed,
        expected="a result for every declared check",
        way_out="run the job again; if it stays, the check is declared but nothing runs it",
    )
