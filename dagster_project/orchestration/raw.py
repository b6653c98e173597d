"""Raw entities: what the landing folder brought, one asset each, made by one step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import dagster as dg

from dagster_project.appeals.landed import restore_approved
from dagster_project.home import PROJECT
from dagster_project.ingest.run import ingest
from dagster_project.object_store.address import configured
from dagster_project.orchestration.fingerprint import project_hash
from dagster_project.orchestration.options import RunOptions
from dagster_project.orchestration.session import Nightly, log, need
from dagster_project.verification.damage import require_sound_ledger
from dagster_project.warehouse.prepare import starts_from_raw

ENTITIES = PROJECT / "dagster_project" / "entities"
GROUP = "raw"
OWNERS = ["team:data"]


def entities() -> list[str]:
    """Names of the raw entities: one file each in `dagster_project/entities/`."""
    return sorted(path.stem for path in ENTITIES.glob("*.yml"))


def build_raw(entities: Sequence[str]) -> dg.AssetsDefinition:
    """The assets `raw/<entity>` for these entities."""
    specs = [
        dg.AssetSpec(
            ["raw", entity],
            deps=[dg.AssetKey(["policy", "settings"])],
            description=f"Landed rows of `{entity}` as text, each with its file and line; immutable Parquet.",
            group_name=GROUP,
            kinds={"python", "parquet"},
            owners=OWNERS,
        )
        for entity in entities
    ]

    @dg.multi_asset(name="raw", specs=specs, description="Landed files to immutable rows of text.")
    def raw(nightly: Nightly) -> Iterator[dg.MaterializeResult[Any]]:
        session = nightly.session
        policy = need(session.policy, "policy")
        settings, options = policy.settings, session.options
        require_sound_ledger(options.home)
        whole = options.full_refresh or starts_from_raw(options.home, policy, project_hash())
        for sentence in _landed(options):
            log.warning("%s", sentence)
        log.info("reading new files below %s", options.lands_at)
        report = ingest(
            options.home,
            options.landing,
            options.sources,
            settings.time_zone,
            settings.default_region,
            whole=whole,
        )
        session.ingested = report
        if configured():
            from dagster_project.object_store.held import give_raw

            give_raw(options.home)
        log.info("%s new deliveries, %s known already", len(report.new_deliveries), report.seen)
        for sentence in report.mended:
            log.warning("%s", sentence)
        for problem in report.problems:
            log.warning("%s", problem)
        for name in report.waiting:
            log.warning("%s: still being written; it waits for the next run", name)
        for delivery in report.new_deliveries:
            if delivery["status"] == "unreadable":
                log.warning("%s; refused whole", delivery["reason"])
        yield from (
            dg.MaterializeResult(
                asset_key=spec.key, metadata=_figures(spec.key.path[-1], report.new_deliveries)
            )
            for spec in specs
        )

    return raw


def _landed(options: RunOptions) -> list[str]:
    """Have everything lie in the landing folder that a run is to read; sentences for what a person should
    know.
    """
    if not options.landing_address:
        return restore_approved(options.home, options.landing)
    from dagster_project.object_store.landing import LandingMirror

    mirror = LandingMirror(options.home, options.landing_address)
    told = [*mirror.bring(), *restore_approved(options.home, options.landing)]
    mirror.give()
    return told


def _figures(entity: str, deliveries: list[dict[str, Any]]) -> dict[str, int]:
    mine = [delivery for delivery in deliveries if delivery["entity"] == entity]
    status = Counter(delivery["status"] for delivery in mine)
    return {
        "new_files": len(mine),
        "rows_read": sum(delivery["rows_read"] or 0 for delivery in mine),
        "rows_refused": sum(delivery["rows_refused"] or 0 for delivery in mine),
        "unreadable_files": status["unreadable"],
        "repeated_files": status["repeated"],
    }
