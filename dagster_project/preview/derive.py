"""The tables of a publication under another policy, in a scratch folder, from what it was made from.

Deliveries, closed months and SQL are the publication's own, and so is the key of the hash of numbers: frozen
events know customers by it.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

import duckdb

from dagster_project.errors import ScorelineError
from dagster_project.home import Home
from dagster_project.policy.model import Policy
from dagster_project.publication.copies import SECRET
from dagster_project.publication.inputs import kept_key
from dagster_project.publication.parquet import write_table
from dagster_project.publication.restatements.sides import Side
from dagster_project.publication.tables import Table, columns_of, quoted
from dagster_project.publication.verify import verify_files
from dagster_project.publication.versions import Manifest
from dagster_project.verification.damage import damaged_ledger, damaged_raw
from dagster_project.verification.derive import derive
from dagster_project.verification.run import reading
from dagster_project.verification.scratch import lay_out, sql_then
from dagster_project.warehouse.environment import EVENT_FOLDERS, event_models
from dagster_project.warehouse.prepare import prepare

USES = ("targets", "weights")
"""Policy tables whose KPIs have to be counted."""


def derived(home: Home, manifest: Manifest, policy: Policy, folder: Path, tables: Collection[str]) -> Side:
    """Make the publication's tables under the policy, and write those that are named below `folder`.

    Raises ScorelineError where the publication or what it was made from is damaged, and where its SQL does
    not count a KPI that the policy uses or cannot be run.
    """
    inputs = manifest.content["inputs"]
    _refuse([f"{manifest.folder.name}/{problem}" for problem in verify_files(manifest.folder)])
    _refuse(damaged_ledger(home, inputs))
    then = lay_out(home, inputs, folder)
    _refuse([str(each) for each in damaged_raw(home, then)[1]])
    project = sql_then(manifest, folder)
    refuse_uncounted(policy, project, manifest.version)
    prepare(then, policy, manifest.as_of, None, code="preview", full_refresh=True)
    with duckdb.connect(str(then.warehouse)) as connection:
        key = kept_key(home, inputs["number_key"])
        connection.execute(f"update policy.settings set value = ? where name = '{SECRET}'", [key])
    derive(project, then.warehouse, folder)
    return _written(manifest, then.warehouse, folder, tables)


def _refuse(damaged: list[str]) -> None:
    if damaged:
        advice = "`scoreline verify` says more; restore it from a backup"
        raise ScorelineError("\n  ".join([f"what is to be previewed is damaged; {advice}:", *damaged]))


def refuse_uncounted(policy: Policy, project: Path, version: int) -> None:
    """Raise ScorelineError where the dbt project that a version carries has no model of a KPI in use."""
    counted = {
        name.removeprefix("event_") for place in EVENT_FOLDERS for name in event_models(place, project)
    }
    used = {row.text("kpi_id") for table in USES for row in policy.tables[table].rows}
    if missing := sorted(used - counted - {""}):
        raise ScorelineError(
            f"the SQL that version {version} carries counts no {', '.join(missing)}; publish once with this "
            "version of the product, then preview"
        )


def _written(manifest: Manifest, warehouse: Path, folder: Path, tables: Collection[str]) -> Side:
    """The named tables as files like those of a publication, so that both are compared alike."""
    made = folder / "tables"
    made.mkdir()
    entries: dict[str, dict[str, Any]] = {}
    with reading(warehouse, folder) as connection:
        built = columns_of(connection, warehouse.stem, "candidate")
        for name, entry in manifest.tables.items():
            if name in tables and name in built:
                table = Table(name, tuple(built[name]), tuple(entry["key"]), entry["month"])
                source = f"{quoted(warehouse.stem)}.candidate.{quoted(name)}"
                entries[name] = write_table(connection, table, source, made, None)
    return Side(made, entries, {"as_of": manifest.content["as_of"], "version": "its preview"})
