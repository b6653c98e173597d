"""dbt in this very process: build every model and run every test on one home's warehouse."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dagster_project.errors import ScorelineError
from dagster_project.home import Home
from dagster_project.warehouse.dbt_manifest import kept_manifest, load_manifest
from dagster_project.warehouse.environment import DBT_PROJECT, set_environment


@dataclass(frozen=True)
class NodeResult:
    """What dbt says of one model or test; `status` is dbt's word, `seconds` wall time."""

    unique_id: str
    resource_type: str
    name: str
    status: str
    message: str | None
    failures: int | None
    seconds: float


@dataclass(frozen=True)
class DbtOutcome:
    """Results of one build, in the order in which dbt finished them."""

    nodes: list[NodeResult] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def complete(self) -> bool:
        """Whether every model was built (tests may have failed: the gate judges those)."""
        models = [node for node in self.nodes if node.resource_type == "model"]
        return bool(models) and all(node.status == "success" for node in models)

    @property
    def sound(self) -> bool:
        """Whether every test passed.

        What one found wrong may come from an earlier night, so that the next one starts from raw again.
        """
        return all(node.status == "pass" for node in self.nodes if node.resource_type == "test")


def build(home: Home, project_hash: str) -> DbtOutcome:
    """Run `dbt build` without unit tests on the prepared warehouse.

    `project_hash` names the state of the dbt project that the kept manifest belongs to. Raises
    ScorelineError where dbt could not start; a model or test that failed is in the outcome.
    """
    from dbt.cli.main import dbtRunner

    from dagster_project.warehouse.dbt_quiet import hear_errors_only

    hear_errors_only()
    manifest = load_manifest(kept_manifest(project_hash))
    _let_failed_tests_pass_by(manifest)
    set_environment(home.warehouse)
    started = time.monotonic()
    try:
        outcome = dbtRunner(manifest=manifest).invoke(
            dbt_arguments("build", "--exclude-resource-type", "unit_test", folder=home.cache / "dbt")
        )
    finally:
        close_connections()
    if outcome.exception is not None or outcome.result is None:
        raise ScorelineError(f"dbt did not run: {outcome.exception}")
    return DbtOutcome([_node(result) for result in outcome.result.results], time.monotonic() - started)


def dbt_arguments(*command: str, project: Path = DBT_PROJECT, folder: Path) -> list[str]:
    """A dbt command on a project that writes nothing beside `folder` and tells nobody of it."""
    return [
        "--quiet",
        "--no-send-anonymous-usage-stats",
        "--no-write-json",
        *("--log-level-file", "none"),
        *command,
        *("--project-dir", str(project)),
        *("--profiles-dir", str(project)),
        *("--target-path", str(folder)),
        *("--log-path", str(folder)),
    ]


def _let_failed_tests_pass_by(manifest: Any) -> None:
    """Let dbt build what stands behind a failed test: the gate refuses the night, with all its reasons.

    How much a failure weighs stands in the manifest that the gate reads; this one is dbt's alone.
    """
    for node in manifest.nodes.values():
        if node.resource_type == "test":
            node.config.severity = "warn"


def _node(result: Any) -> NodeResult:
    node, status, message = result.node, str(result.status), result.message
    if node.resource_type == "test" and status == "warn":
        status, message = "fail", (message or "").replace("configured to warn if", "configured to fail if")
    return NodeResult(
        unique_id=node.unique_id,
        resource_type=str(node.resource_type),
        name=node.name,
        status=status,
        message=message,
        failures=result.failures,
        seconds=round(result.execution_time, 3),
    )


def close_connections() -> None:
    """dbt keeps its connection to the file open; nobody else could open it in this process."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager

    DuckDBConnectionManager.close_all_connections()
