"""dbt models: one asset each, through dagster-dbt, built by dbt in this very process."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DbtProject, dbt_assets

from dagster_project.errors import ScorelineError
from dagster_project.orchestration.fingerprint import dbt_hash
from dagster_project.orchestration.session import Nightly, log
from dagster_project.quarantine.store import keep
from dagster_project.warehouse import dbt_run
from dagster_project.warehouse.corrupt import found_damaged
from dagster_project.warehouse.dbt_run import NodeResult

LAYERS = ("staging", "core", "events", "compliance", "kpi", "score", "gate", "candidate")
"""From left to right; a test that reads several models is shown on the rightmost of them."""

STAGED = "stg_"


class Translator(DagsterDbtTranslator):
    """Names of dbt nodes in Dagster: `<schema>/<table>`, grouped by layer."""

    def get_asset_key(self, dbt_resource_props: Mapping[str, Any]) -> dg.AssetKey:
        """As in the warehouse: `policy/targets` for a source, `candidate/kpi_daily` for a model."""
        return dg.AssetKey([dbt_resource_props["schema"], dbt_resource_props["name"]])

    def get_asset_spec(
        self, manifest: Mapping[str, Any], unique_id: str, project: DbtProject | None
    ) -> dg.AssetSpec:
        """Staging reads the Parquet files of its raw entity, which dbt does not know as a source."""
        spec = super().get_asset_spec(manifest, unique_id, project)
        schema, table = spec.key.path
        if schema != "staging" or not table.startswith(STAGED):
            return spec
        entity = table.removeprefix(STAGED)
        return spec.merge_attributes(deps=[dg.AssetDep(dg.AssetKey(["raw", entity]))])

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str:
        """The folder of the model right below `models/`."""
        return _layer(dbt_resource_props)

    def get_owners(self, dbt_resource_props: Mapping[str, Any]) -> list[str]:
        """One team looks after all of them."""
        return ["team:data"]

    def get_asset_check_spec(
        self,
        asset_spec: dg.AssetSpec,
        manifest: Mapping[str, Any],
        unique_id: str,
        project: DbtProject | None,
    ) -> dg.AssetCheckSpec | None:
        """A check per dbt test, singular ones included.

        Not blocking here: the gate weighs every test together with the other checks and then blocks, so
        that a refused night shows all its reasons and not the first alone.
        """
        if checked_model(manifest, unique_id) != asset_spec.metadata["dagster_dbt/unique_id"]:
            return None
        test = manifest["nodes"][unique_id]
        return dg.AssetCheckSpec(
            name=test["name"],
            asset=asset_spec.key,
            description=test.get("description") or None,
            metadata={"dagster_dbt/unique_id": unique_id},
            blocking=False,
        )


def checked_model(manifest: Mapping[str, Any], test_id: str) -> str:
    """The unique id of the model that a test is shown on."""
    test = manifest["nodes"][test_id]
    attached: str | None = test.get("attached_node")
    if attached is not None:
        return attached
    models: list[str] = [node for node in test["depends_on"]["nodes"] if node in manifest["nodes"]]
    if not models:
        raise ScorelineError(f"the dbt test {test['name']} reads no model")
    return max(models, key=lambda node: (_rank(manifest["nodes"][node]), node))


def build_models(manifest: Mapping[str, Any]) -> dg.AssetsDefinition:
    """The assets `<layer>/<model>` with a check for each dbt test."""
    translator = Translator()

    @dbt_assets(manifest=manifest, dagster_dbt_translator=translator, name="models")
    def models(nightly: Nightly) -> Iterator[dg.Output[None] | dg.AssetCheckResult]:
        session = nightly.session
        log.info("deriving: staging, core, counted events, KPIs, scores, candidate tables")
        with found_damaged(session.options.home):
            outcome = dbt_run.build(session.options.home, dbt_hash())
            session.built = outcome
            if outcome.complete:
                log.info("%s lines are in quarantine", keep(session.options.home))
            for node in outcome.nodes:
                yield from told(manifest, translator, node)
            refuse_unfinished(manifest, outcome.nodes)

    return models


def told(
    manifest: Mapping[str, Any], translator: Translator, node: NodeResult
) -> Iterator[dg.Output[None] | dg.AssetCheckResult]:
    """What Dagster is told about one node; nothing where it did not run."""
    if node.resource_type == "test" and node.status != "skipped":
        test = manifest["nodes"][node.unique_id]
        model = manifest["nodes"][checked_model(manifest, node.unique_id)]
        warns = str(test.get("config", {}).get("severity", "")).lower() == "warn"
        yield dg.AssetCheckResult(
            asset_key=translator.get_asset_key(model),
            check_name=test["name"],
            passed=node.status == "pass",
            severity=dg.AssetCheckSeverity.WARN if warns else dg.AssetCheckSeverity.ERROR,
            metadata={
                "failing_rows": node.failures or 0,
                "seconds": node.seconds,
                "message": node.message or "",
            },
        )
    if node.resource_type in ("model", "seed", "snapshot") and node.status == "success":
        key = translator.get_asset_key(manifest["nodes"][node.unique_id])
        yield dg.Output(
            None,
            output_name=key.to_python_identifier(),
            metadata={"seconds": node.seconds, "message": node.message or ""},
        )


def refuse_unfinished(manifest: Mapping[str, Any], nodes: list[NodeResult]) -> None:
    """Raise ScorelineError unless every model was built.

    An output that is merely absent would let Dagster skip the steps after it and call the run a success.
    """
    broken = [node for node in nodes if node.resource_type == "model" and node.status != "success"]
    if broken:
        reasons = "\n".join(f"  {node.name}: {node.message}" for node in broken if node.status == "error")
        skipped = sum(node.status == "skipped" for node in broken)
        raise ScorelineError(f"{len(broken)} model(s) not built ({skipped} of them skipped):\n{reasons}")
    built = {node.unique_id for node in nodes}
    missing = sorted(
        props["name"]
        for unique_id, props in manifest["nodes"].items()
        if props["resource_type"] == "model"
        and props["config"]["materialized"] != "ephemeral"
        and unique_id not in built
    )
    if missing:
        raise ScorelineError(f"dbt did not touch these models: {', '.join(missing)}")


def _layer(props: Mapping[str, Any]) -> str:
    layer: str = props["fqn"][1]
    return layer


def _rank(props: Mapping[str, Any]) -> int:
    layer = _layer(props)
    return LAYERS.index(layer) if layer in LAYERS else -1
