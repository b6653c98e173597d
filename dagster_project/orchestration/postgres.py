"""The copy of the publication in Postgres: an asset that does nothing where no address is configured."""

from __future__ import annotations

from typing import Any

import dagster as dg

from dagster_project.orchestration.publication import GROUP
from dagster_project.orchestration.session import Nightly, log
from dagster_project.orchestration.targets import bring_up_targets


def build_postgres() -> dg.AssetsDefinition:
    """The asset `postgres`, behind `publication`; when it fails, the publication stands all the same."""

    @dg.asset(
        name="postgres",
        deps=[dg.AssetKey("publication")],
        group_name=GROUP,
        kinds={"postgres"},
        owners=["team:data"],
        description="The same tables in schema scoreline of a Postgres, where SCORELINE_POSTGRES names one.",
    )
    def postgres(nightly: Nightly) -> dg.MaterializeResult[Any]:
        options = nightly.session.options
        brought = bring_up_targets(options.home, options.target)
        if brought is None:
            return dg.MaterializeResult(metadata={"configured": False})
        log.info("Postgres shows version %s; %s parts of tables changed", brought.version, brought.parts)
        return dg.MaterializeResult(
            metadata={
                "configured": True,
                "version": brought.version,
                "before": brought.before or "nothing",
                "changed_parts": brought.parts,
            }
        )

    return postgres
