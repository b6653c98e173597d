"""Policy tables: read and checked before any data is touched, one asset each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import dagster as dg

from dagster_project.orchestration.inspect import refuse_wrong
from dagster_project.orchestration.news import last_day
from dagster_project.orchestration.session import Nightly, log
from dagster_project.policy.load import load_policy
from dagster_project.policy.tables import TABLES

GROUP = "policy"


def build_policy() -> dg.AssetsDefinition:
    """The assets `policy/<table>`, made by one step."""
    specs = [
        dg.AssetSpec(
            ["policy", table],
            description=f"The policy table `{table}`, as authored in {spec.file}.",
            group_name=GROUP,
            kinds={"csv"},
            owners=["team:data"],
        )
        for table, spec in TABLES.items()
    ]

    @dg.multi_asset(name="policy", specs=specs, description="Reads and checks every policy file at once.")
    def policy(nightly: Nightly) -> Iterator[dg.MaterializeResult[Any]]:
        session = nightly.session
        refuse_wrong(session.options)
        read = load_policy(session.options.policy)
        session.policy = read
        session.as_of = last_day(session.options, read.settings.time_zone)
        log.info("policy %s from %s; the last day reported is %s", read.hash[:12], read.folder, session.as_of)
        for spec in specs:
            rows = read.tables[spec.key.path[-1]].rows
            yield dg.MaterializeResult(
                asset_key=spec.key, metadata={"rows": len(rows), "policy_hash": read.hash}
            )

    return policy
