"""OpenLineage events of one run, built with the classes of the project's own client."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from openlineage.client.event_v2 import InputDataset, Job, OutputDataset, Run, RunEvent, RunState
from openlineage.client.facet_v2 import (
    column_lineage_dataset,
    data_quality_assertions_dataset,
    dataset_version_dataset,
    documentation_job,
    error_message_run,
    input_statistics_input_dataset,
    job_type_job,
    nominal_time_run,
    output_statistics_output_dataset,
    parent_run,
    processing_engine_run,
    schema_dataset,
    tags_run,
)

from dagster_project.gate.result import GateResult
from dagster_project.lineage_events.columns import LANDING, Origins
from dagster_project.publication.versions import Manifest

NAMESPACE_VARIABLE = "OPENLINEAGE_NAMESPACE"
"""The variable that every OpenLineage integration reads; tells two homes in one catalogue apart."""

PRODUCER = "urn:scoreline"
JOB, GATE = "nightly", "nightly.gate"
ABOUT = {
    JOB: "Exports in, checked and published scorecards out.",
    GATE: "Every declared check on the tables about to be published.",
}


@dataclass(frozen=True)
class Told:
    """A run: its id (a UUID), versions and hashes that made it, and the engine."""

    run_id: str
    tags: Mapping[str, str]
    engine: str
    as_of: str | None = None


def namespace() -> str:
    """Of jobs and tables."""
    return os.environ.get(NAMESPACE_VARIABLE, "").strip() or "scoreline"


def gate_run(run_id: str) -> str:
    """The id of the gate's own run within a run."""
    return str(uuid.uuid5(uuid.UUID(run_id), GATE))


def started(told: Told) -> RunEvent:
    """START of the run."""
    return _event(RunState.START, told, JOB)


def ended(
    told: Told, inputs: list[InputDataset], outputs: list[OutputDataset], failure: str | None
) -> RunEvent:
    """COMPLETE, or FAIL with the reason."""
    state = RunState.COMPLETE if failure is None else RunState.FAIL
    return _event(state, told, JOB, inputs, outputs, failure)


def aborted(run_id: str) -> RunEvent:
    """ABORT of a run whose process ended without a word."""
    return _event(RunState.ABORT, Told(run_id, {}, ""), JOB)


def judged(told: Told, results: Sequence[GateResult]) -> list[RunEvent]:
    """The gate within the run: START, and COMPLETE or FAIL with an assertion per check, by table."""
    tables: dict[str, list[data_quality_assertions_dataset.Assertion]] = {}
    for result in results:
        tables.setdefault(result.table_name or "run", []).append(
            data_quality_assertions_dataset.Assertion(
                assertion=result.check_id,
                success=result.passed,
                severity=result.severity,
                name=result.check_id,
            )
        )
    inputs = [
        InputDataset(
            namespace=namespace(),
            name=f"candidate.{table}",
            inputFacets={
                "dataQualityAssertions": data_quality_assertions_dataset.DataQualityAssertionsDatasetFacet(
                    found
                )
            },
        )
        for table, found in sorted(tables.items())
    ]
    blocked = sorted(result.check_id for result in results if result.blocks)
    failure = f"refused by {', '.join(blocked)}" if blocked else None
    state = RunState.FAIL if blocked else RunState.COMPLETE
    return [_event(RunState.START, told, GATE), _event(state, told, GATE, inputs, [], failure)]


def landed(deliveries: Iterable[Mapping[str, Any]], origins: Origins) -> list[InputDataset]:
    """What the run's tables are made from: entities with what was new of each, and policy tables."""
    new: dict[str, list[Mapping[str, Any]]] = {}
    for delivery in deliveries:
        new.setdefault(f"{LANDING}.{delivery['entity']}", []).append(delivery)
    read = {pair[0] for columns in origins.values() for pairs in columns.values() for pair in pairs}
    return [
        InputDataset(
            namespace=namespace(),
            name=name,
            inputFacets={
                "inputStatistics": input_statistics_input_dataset.InputStatisticsInputDatasetFacet(
                    rowCount=sum(delivery["rows_read"] or 0 for delivery in new.get(name, [])),
                    fileCount=len(new.get(name, [])),
                )
            }
            if name.startswith(f"{LANDING}.")
            else {},
        )
        for name in sorted(read | new.keys())
    ]


def published(manifest: Manifest, origins: Origins) -> list[OutputDataset]:
    """The published tables with their columns, where those come from, version and size."""
    return [
        OutputDataset(
            namespace=namespace(),
            name=f"published.{name}",
            facets={
                "schema": schema_dataset.SchemaDatasetFacet(
                    [
                        schema_dataset.SchemaDatasetFacetFields(*column.rsplit(" ", 1))
                        for column in told["columns"]
                    ]
                ),
                "version": dataset_version_dataset.DatasetVersionDatasetFacet(str(manifest.version)),
                **_lineage(origins.get(name, {})),
            },
            outputFacets={
                "outputStatistics": output_statistics_output_dataset.OutputStatisticsOutputDatasetFacet(
                    rowCount=told["rows"],
                    size=sum(file["bytes"] for file in told["files"]),
                    fileCount=len(told["files"]),
                )
            },
        )
        for name, told in sorted(manifest.tables.items())
    ]


def _lineage(columns: Mapping[str, list[list[str]]]) -> dict[str, Any]:
    """The facet of column lineage; none for a table of which nothing is known."""
    if not any(columns.values()):
        return {}
    fields = {
        column: column_lineage_dataset.Fields(
            [column_lineage_dataset.InputField(namespace(), dataset, name, None) for dataset, name in pairs]
        )
        for column, pairs in columns.items()
        if pairs
    }
    return {"columnLineage": column_lineage_dataset.ColumnLineageDatasetFacet(fields, None)}


def _event(
    state: RunState,
    told: Told,
    job: str,
    inputs: list[InputDataset] | None = None,
    outputs: list[OutputDataset] | None = None,
    failure: str | None = None,
) -> RunEvent:
    run_facets: dict[str, Any] = {}
    if told.tags:
        run_facets["tags"] = tags_run.TagsRunFacet(
            [tags_run.TagsRunFacetFields(key, value, "SCORELINE") for key, value in sorted(told.tags.items())]
        )
    if told.engine:
        name, version = told.engine.split(" ", 1)
        run_facets["processing_engine"] = processing_engine_run.ProcessingEngineRunFacet(version, name)
    if told.as_of:
        run_facets["nominalTime"] = nominal_time_run.NominalTimeRunFacet(f"{told.as_of}T00:00:00Z")
    if failure is not None:
        run_facets["errorMessage"] = error_message_run.ErrorMessageRunFacet(failure, "Python")
    if job != JOB:
        run_facets["parent"] = parent_run.ParentRunFacet(
            parent_run.Run(told.run_id), parent_run.Job(namespace(), JOB)
        )
    return RunEvent(
        eventType=state,
        eventTime=datetime.now(UTC).isoformat(),
        run=Run(told.run_id if job == JOB else gate_run(told.run_id), run_facets),
        job=Job(
            namespace(),
            job,
            {
                "jobType": job_type_job.JobTypeJobFacet("BATCH", "SCORELINE", "JOB"),
                "documentation": documentation_job.DocumentationJobFacet(ABOUT[job]),
            },
        ),
        producer=PRODUCER,
        inputs=inputs or [],
        outputs=outputs or [],
    )
