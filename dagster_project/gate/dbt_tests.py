"""dbt tests as checks of the gate: declared in the manifest, judged by their stored results."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

from dagster_project.gate.result import ERROR, INTEGRITY, PLAUSIBILITY, WARN, Finding

PREFIX = "dbt."
WAY_OUT = (
    "a derived table breaks its own rule: run `scoreline run --full-refresh`; if it stays, mend the model"
)


@dataclass(frozen=True)
class DeclaredTest:
    """One dbt test that the project declares; guards integrity unless its `meta` says otherwise."""

    unique_id: str
    name: str
    table_name: str = ""
    guards: str = INTEGRITY
    severity: str = ERROR
    scope: str = "every row"
    expected: str = "no row against the rule"
    way_out: str = WAY_OUT

    @property
    def check_id(self) -> str:
        """The id under which it stands in `gate_result`."""
        return PREFIX + self.name


@dataclass(frozen=True)
class TestResult:
    """What dbt stored of one test: its status word, the count of rows against the rule, its message."""

    __test__: ClassVar[bool] = False  # not a test class, whatever pytest thinks of the name

    status: str
    failures: int | None = None
    message: str | None = None


class Node(Protocol):
    """The part of a dbt node's result that the gate reads."""

    @property
    def unique_id(self) -> str:
        """Name that dbt gives the node."""

    @property
    def resource_type(self) -> str:
        """`test` for tests."""

    @property
    def status(self) -> str:
        """dbt's word: pass, fail, warn, error, skipped, ..."""

    @property
    def failures(self) -> int | None:
        """Rows against the rule, where it ran."""

    @property
    def message(self) -> str | None:
        """What dbt says of it."""


def declared_tests(manifest: Mapping[str, Any]) -> list[DeclaredTest]:
    """Read every enabled data test from a dbt manifest (its parsed JSON), sorted by name."""
    nodes = [node for node in manifest["nodes"].values() if node["resource_type"] == "test"]
    counts: dict[str, int] = {}
    for node in nodes:
        counts[node["name"]] = counts.get(node["name"], 0) + 1
    tests = [_declared(node, unique=counts[node["name"]] == 1) for node in nodes]
    return sorted(tests, key=lambda test: test.check_id)


def test_results(nodes: Iterable[Node]) -> dict[str, TestResult]:
    """Pick the tests out of dbt's node results, by unique id."""
    return {
        node.unique_id: TestResult(node.status, node.failures, node.message)
        for node in nodes
        if node.resource_type == "test"
    }


test_results.__test__ = False  # type: ignore[attr-defined]  # not a test, whatever pytest thinks of the name


def judge(test: DeclaredTest, result: TestResult | None) -> Finding:
    """Turn a stored result into a finding; whatever is not a plain pass or fail did not run."""
    if result is None:
        return Finding.did_not_run("dbt stored no result for this declared test")
    status = result.status.lower()
    if status == "pass":
        return Finding(ran=True, passed=True, observed="no row against the rule")
    if status in ("fail", "warn"):
        count = "rows" if result.failures is None else f"{result.failures} row(s)"
        said = f" ({' '.join(result.message.split())})" if result.message else ""
        return Finding(ran=True, passed=False, observed=f"{count} against the rule{said}")
    said = " ".join((result.message or "no message").split())
    return Finding.did_not_run(f"dbt says {result.status!r} for {test.name}: {said}")


def _declared(node: Mapping[str, Any], *, unique: bool) -> DeclaredTest:
    config = node.get("config") or {}
    meta = {**(node.get("meta") or {}), **(config.get("meta") or {})}
    attached = node.get("attached_node") or next(iter((node.get("depends_on") or {}).get("nodes", [])), "")
    described = " ".join((node.get("description") or "").split())
    return DeclaredTest(
        unique_id=node["unique_id"],
        name=node["name"] if unique else node["unique_id"].removeprefix("test."),
        table_name=attached.rsplit(".", 1)[-1],
        # a word that is not known must not make a check weaker: integrity and error unless plainly said
        guards=PLAUSIBILITY if meta.get("guards") == PLAUSIBILITY else INTEGRITY,
        severity=WARN if str(config.get("severity") or "").lower() == WARN else ERROR,
        scope=str(meta.get("scope") or DeclaredTest.scope),
        expected=str(meta.get("expected") or described or DeclaredTest.expected),
        way_out=str(meta.get("way_out") or WAY_OUT),
    )
