"""What a run imports, for the process that runs are forked from. It opens nothing and starts no thread."""

from __future__ import annotations

from importlib import import_module

for module in (
    "dagster_dbt",
    "dbt.cli.main",
    "dbt.adapters.duckdb",
    "great_expectations",
    "openlineage.client.event_v2",
    "openlineage.client.facet_v2",
    "dagster_project.command.main",
    "dagster_project.command.summary",
    "dagster_project.definitions",
    "dagster_project.ingest.run",
    "dagster_project.lineage_events.events",
    "dagster_project.orchestration.launch",
    "dagster_project.publication.publish",
    "dagster_project.record.log",
):
    import_module(module)
