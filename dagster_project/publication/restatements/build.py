"""The rows of `restatement` for a new publication."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from dagster_project.publication.parquet import read
from dagster_project.publication.restatements.causes import find_causes
from dagster_project.publication.restatements.changed import find_changed
from dagster_project.publication.restatements.day_facts import add_day_facts
from dagster_project.publication.restatements.event_facts import add_event_facts
from dagster_project.publication.restatements.facts import new_facts
from dagster_project.publication.restatements.inputs import prepare_inputs
from dagster_project.publication.restatements.moved_facts import add_what_moved
from dagster_project.publication.restatements.policy_facts import add_policy_facts
from dagster_project.publication.restatements.promises import held_to
from dagster_project.publication.restatements.shape import RESTATEMENT
from dagster_project.publication.restatements.sides import Side
from dagster_project.publication.restatements.since import since_sql
from dagster_project.publication.restatements.target_facts import add_target_facts
from dagster_project.publication.versions import Manifest

Deliveries = Iterable[Mapping[str, Any]]


def restatement_rows(
    connection: duckdb.DuckDBPyConnection,
    new: Side,
    before: Manifest | None,
    newest: Manifest | None,
    deliveries: Deliveries,
) -> str:
    """Fill a table with the restatements so far and those of the new publication; the table's expression.

    `before` is the publication that is current, which readers saw last (`held_to` says what they saw before);
    earlier rows come from the `newest` one, so that they outlive a rollback. `deliveries` are the ledger's
    lines (file_id, exported_at).
    """
    columns = ", ".join(f"{name} {kind}" for name, kind in RESTATEMENT.columns)
    connection.execute(f"create or replace temp table {RESTATEMENT.name} ({columns})")
    if newest is not None and RESTATEMENT.name in newest.tables:
        earlier = read([newest.folder / f"{RESTATEMENT.name}.parquet"])
        names = ", ".join(RESTATEMENT.names)
        connection.execute(f"insert into {RESTATEMENT.name} by name select {names} from {earlier}")
    if before is not None and newest is not None:
        for seen, after in held_to(connection, before, newest, new.as_of):
            _restate(connection, seen, new, after, deliveries)
    return f"temp.{RESTATEMENT.name}"


def _restate(
    connection: duckdb.DuckDBPyConnection,
    seen: Manifest,
    new: Side,
    after: date | None,
    deliveries: Deliveries,
) -> None:
    """Add what `seen` promised of periods that ended after a day and the new publication tells otherwise."""
    old = Side.of(seen)
    if find_changed(connection, old, new, open_too=False, after=after):
        explain(connection, old, new, seen.folder.parent, deliveries)
        connection.execute(
            f"""
            insert into {RESTATEMENT.name} by name
            select {new.told["version"]} as version, changed.* exclude (id, grain, is_open),
                since.since_version,
                caused.cause, caused.first_source_file
            from changed
            inner join caused using (id)
            inner join ({since_sql(seen)}) as since using (id)
            """
        )


def explain(
    connection: duckdb.DuckDBPyConnection, old: Side, new: Side, published: Path, deliveries: Deliveries
) -> None:
    """Fill `temp.caused` for the values in `temp.changed`: causes and the first file behind them."""
    prepare_inputs(connection, old, new, published, deliveries)
    new_facts(connection, old, new)
    add_day_facts(connection, old, new)
    add_target_facts(connection, old, new)
    add_event_facts(connection, old, new)
    add_what_moved(connection, old, new)
    add_policy_facts(connection, old, new)
    find_causes(connection, old, new, published)
