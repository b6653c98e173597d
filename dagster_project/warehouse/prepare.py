"""Hand dbt what it reads: files, run, policy, closed months; and drop the layers that no longer hold."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dagster_project.closing.check import damaged, refuse
from dagster_project.home import Home
from dagster_project.ingest.declared.sources import SHIPPED, load_sources
from dagster_project.warehouse.closed_tables import closed_hash
from dagster_project.warehouse.compact import written_anew
from dagster_project.warehouse.packing import packed
from dagster_project.warehouse.raw_tables import FileRows, file_rows, write_raw
from dagster_project.warehouse.source_tables import write_sources
from dagster_project.warehouse.state import WarehouseState, begin_build, read_state

if TYPE_CHECKING:
    import duckdb

    from dagster_project.policy.model import Policy

VOCABULARY = ("dispositions", "results")
"""Policy tables that decide what a call was; the others only decide how counts are judged."""

LAYERS = ("staging", "core", "event", "kpi", "gate", "candidate")
"""Schemas from left to right: whatever is made anew, everything to its right is made anew with it."""


def prepare(
    home: Home,
    policy: Policy,
    as_of: date,
    previous_as_of: date | None,
    *,
    code: str,
    published_at: str | None = None,
    full_refresh: bool = False,
    sources: Path = SHIPPED,
) -> str | None:
    """Make the schemas `raw` and `policy` and reset what the change of code, policy or files has outdated.

    `code` is the hash of the project, `previous_as_of` and `published_at` tell of the current publication,
    `sources` is the file that declares what was to come.
    Returns the leftmost layer that is derived whole again, None for a plain night.
    """
    import duckdb

    from dagster_project.policy.load import write_policy

    refuse(damaged(home))
    before = None if full_refresh else read_state(home)
    files = file_rows(home, policy.settings.time_zone, policy.settings.default_region, published_at)
    after = WarehouseState(
        code=f"{code}:{duckdb.__version__}",
        settings=_hash(policy, ("settings",)),
        vocabulary=_hash(policy, VOCABULARY),
        policy=policy.hash,
        closed=closed_hash(home),
        files={row.file_id: row.staged_by for row in files if row.status == "read"},
        standing={row.file_id: row.standing for row in files},
    )
    layer = _outdated(before, after)
    home.warehouse.parent.mkdir(parents=True, exist_ok=True)
    begin_build(home, after)
    if layer == LAYERS[0]:
        written_anew(home)
        home.warehouse.unlink(missing_ok=True)
        home.warehouse.with_suffix(".duckdb.wal").unlink(missing_ok=True)
    with duckdb.connect(str(home.warehouse)) as connection:
        if layer is not None:
            _drop(connection, LAYERS[LAYERS.index(layer) :])
        kept = before if layer != LAYERS[0] else None
        write_raw(connection, home, packed(connection, home, _marked(files, kept)), as_of, previous_as_of)
        write_sources(connection, home, load_sources(sources))
        write_policy(connection, policy)
    return layer


def starts_from_raw(home: Home, policy: Policy, code: str) -> bool:
    """Whether `prepare` would have everything derived from raw, whatever has landed."""
    import duckdb

    before = read_state(home)
    return (
        before is None
        or before.code != f"{code}:{duckdb.__version__}"
        or before.settings != _hash(policy, ("settings",))
    )


def _outdated(before: WarehouseState | None, after: WarehouseState) -> str | None:
    """The leftmost layer that no longer holds."""
    if before is None or before.code != after.code:
        return "staging"
    if any(after.files.get(file_id) != staged_by for file_id, staged_by in before.files.items()):
        return "staging"
    if before.settings != after.settings:
        # Settings name the site's zone and region, which staging reads.
        return "staging"
    if before.vocabulary != after.vocabulary:
        return "core"
    if before.policy != after.policy or before.closed != after.closed:
        return "event"
    return None


def _marked(files: list[FileRows], kept: WarehouseState | None) -> list[FileRows]:
    known, standing = (kept.files, kept.standing) if kept is not None else ({}, {})
    return [
        row.marked(
            is_new=row.file_id not in known,
            is_moved=row.file_id in known and standing[row.file_id] != row.standing,
        )
        for row in files
    ]


def _drop(connection: duckdb.DuckDBPyConnection, schemas: tuple[str, ...]) -> None:
    for schema in schemas:
        connection.execute(f"drop schema if exists {schema} cascade")


def _hash(policy: Policy, tables: tuple[str, ...]) -> str:
    texts = {name: [row.values for row in policy.tables[name].rows] for name in tables}
    return hashlib.sha256(json.dumps(texts, sort_keys=True).encode()).hexdigest()
