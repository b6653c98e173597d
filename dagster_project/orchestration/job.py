"""The job: every asset and every check, in this order, in one process."""

from __future__ import annotations

import dagster as dg

JOB = "nightly"
LOCATION = "scoreline"


def build_job() -> dg.UnresolvedAssetJobDefinition:
    """All assets with all their checks.

    One process and no retries: the steps share one session and one warehouse, and a verdict of the gate
    does not change by asking again.
    """
    return dg.define_asset_job(
        JOB,
        selection=dg.AssetSelection.all() | dg.AssetSelection.all_asset_checks(),
        executor_def=dg.in_process_executor,
        description="Ingest what is new, derive, check, publish. Holds the home's lock from start to end.",
        tags={"scoreline/job": JOB},
    )
