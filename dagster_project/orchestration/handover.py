"""What the job hands to dbt: ledger, policy and home as tables of the warehouse, made anew every night."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import dagster as dg

from dagster_project.closing.check import check, refuse
from dagster_project.orchestration.fingerprint import project_hash
from dagster_project.orchestration.session import Nightly, log, need
from dagster_project.publication.versions import current
from dagster_project.warehouse.corrupt import found_damaged
from dagster_project.warehouse.prepare import prepare

GROUP = "raw"


def build_handover(manifest: Mapping[str, Any], behind: Sequence[dg.AssetKey]) -> dg.AssetsDefinition:
    """The assets `raw/<table>` that dbt declares as sources, made after the assets `behind`."""
    specs = [
        dg.AssetSpec(
            ["raw", source["name"]],
            deps=list(behind),
            description=source["description"],
            group_name=GROUP,
            kinds={"duckdb"},
            owners=["team:data"],
        )
        for source in manifest["sources"].values()
        if source["schema"] == "raw"
    ]

    @dg.multi_asset(name="handover", specs=specs, description="Opens the warehouse and fills what dbt reads.")
    def handover(nightly: Nightly) -> Iterator[dg.MaterializeResult[Any]]:
        session = nightly.session
        home = session.options.home
        refuse(check(home))
        last = current(home)
        log.info("preparing the warehouse; last publication: %s", last.version if last else "none")
        with found_damaged(home):
            layer = prepare(
                home,
                need(session.policy, "policy"),
                need(session.as_of, "last day"),
                last.as_of if last else None,
                code=project_hash(),
                published_at=last.content["published_at"] if last else None,
                full_refresh=session.options.full_refresh,
                sources=session.options.sources,
            )
        log.info(
            "derived whole again: %s", f"everything from {layer} on" if layer else "nothing; a plain night"
        )
        yield from (dg.MaterializeResult(asset_key=spec.key) for spec in specs)

    return handover
