"""The publication: the one asset that readers see, made only after this run's own verdict."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

import dagster as dg
import duckdb

from dagster_project.errors import GateRefused
from dagster_project.gate.verdict import verdict
from dagster_project.home import PROJECT
from dagster_project.ingest.ledger import input_hash, read_ledger
from dagster_project.orchestration.fingerprint import project_hash
from dagster_project.orchestration.gate import explain
from dagster_project.orchestration.session import Nightly, Session, log, need
from dagster_project.publication.facts import RunFacts
from dagster_project.publication.inputs import read_inputs
from dagster_project.publication.publish import publish
from dagster_project.warehouse.closed_tables import closed_lines
from dagster_project.warehouse.corrupt import found_damaged

GROUP = "publication"


def build_publication(tables: Sequence[dg.AssetKey]) -> dg.AssetsDefinition:
    """The asset `publication`, behind the candidate tables and all their blocking checks."""

    @dg.asset(
        name="publication",
        deps=list(tables),
        group_name=GROUP,
        kinds={"duckdb", "parquet"},
        owners=["team:data"],
        description="An immutable folder with every published table; `current` leads to the latest one.",
    )
    def publication(nightly: Nightly) -> dg.MaterializeResult[Any]:
        session = nightly.session
        facts = _facts(session)
        log.info("publishing")
        home = session.options.home
        with found_damaged(home):
            published = publish(home, home.warehouse, session.options.policy, PROJECT / "dbt_models", facts)
        session.published = published
        log.info("version %s is current", published.version)
        return dg.MaterializeResult(
            metadata={
                "version": published.version,
                "folder": dg.MetadataValue.path(str(published.folder)),
                "changed": published.changed,
                "as_of": facts.as_of.isoformat(),
                "tables_hash": published.tables_hash,
                "policy_hash": facts.policy_hash,
                "input_hash": facts.input_hash,
                "project_hash": facts.project_hash,
            }
        )

    return publication


def _facts(session: Session) -> RunFacts:
    """What this run was made from. Raises GateRefused unless this very run was judged and passed."""
    judged = need(session.judged, "verdict of the gate")
    said = verdict(judged)
    if not said.passed:
        raise GateRefused(explain(said.blocking))
    policy, home = need(session.policy, "policy"), session.options.home
    return RunFacts(
        as_of=need(session.as_of, "last day"),
        code_version=version("scoreline"),
        project_hash=project_hash(),
        policy_hash=policy.hash,
        input_hash=input_hash(read_ledger(home), *closed_lines(home)),
        engine=f"duckdb {duckdb.__version__}",
        gate_results=judged,
        inputs=read_inputs(home, policy),
    )
