"""From which columns of exports and policy each published column is made, read from the SQL by sqlglot.

Read once for a state of the dbt project and kept in the home's cache: it takes seconds and never differs. A
column whose SQL the library cannot resolve has no lineage; that is all that is lost.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb
from sqlglot.schema import MappingSchema

from dagster_project.home import Home
from dagster_project.lineage_events.remembered import Remembered
from dagster_project.lineage_events.select import Columns, columns_read
from dagster_project.warehouse.dbt_manifest import kept_manifest

Origins = dict[str, dict[str, list[list[str]]]]
"""Table to column to the [dataset, field] pairs it is made from."""

CANDIDATE = "candidate"
STAGED = "stg_"
LANDING = "landing"
OUTSIDE = ("raw", "policy")
"""Schemas that no model makes."""

log = logging.getLogger(__name__)


def published_origins(home: Home, manifest: Mapping[str, Any], project: str) -> Origins:
    """Origins of every candidate table's columns; `project` names the state of the dbt project."""
    kept = home.cache / "lineage" / f"{project[:16]}.json"
    if kept.exists():
        found: Origins = json.loads(kept.read_text(encoding="utf-8"))
        return found
    remembered = Remembered(kept_manifest(project))
    origins = _resolved(_read(home, manifest, remembered))
    remembered.keep()
    kept.parent.mkdir(parents=True, exist_ok=True)
    aside = kept.with_suffix(".tmp")
    aside.write_text(json.dumps(origins), encoding="utf-8")
    aside.replace(kept)
    return origins


def _read(home: Home, manifest: Mapping[str, Any], remembered: Remembered) -> dict[str, Columns]:
    """For each model that a candidate table needs: its columns and what each reads of earlier tables."""
    compiled = home.cache / "dbt" / "compiled" / manifest["metadata"]["project_name"] / "models"
    # one schema for all queries: to make it normal costs more than reading a query does
    types = MappingSchema(_types(home.warehouse), dialect="duckdb", normalize=False)
    found: dict[str, Columns] = {}
    for node in _needed(manifest):
        name = f"{node['schema']}.{node['name']}"
        file = compiled / node["path"]
        if not file.is_file():
            log.info("%s: no compiled SQL, no lineage of its columns", name)
            continue
        sql = file.read_text(encoding="utf-8")
        if node["name"].startswith(STAGED):
            found[name] = columns_read(sql, types, f"{LANDING}.{node['name'].removeprefix(STAGED)}")
            continue
        known = remembered.get(sql)
        if known is None:
            known = columns_read(sql, types, "")
            remembered.put(sql, known)
        found[name] = known
    return found


def _needed(manifest: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The candidate models and all models behind them."""
    nodes = manifest["nodes"]
    waiting = [id_ for id_, node in nodes.items() if node["schema"] == CANDIDATE]
    seen = set(waiting)
    while waiting:
        node = nodes[waiting.pop()]
        yield node
        new = [id_ for id_ in node["depends_on"]["nodes"] if id_ in nodes and id_ not in seen]
        seen.update(new)
        waiting += new


def _types(warehouse: Path) -> dict[str, Any]:
    """Columns with types of every table: schema to table to column to type."""
    types: dict[str, Any] = {}
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        rows = connection.execute(
            "select schema_name, table_name, column_name, data_type from duckdb_columns() "
            "where database_name = current_database() and not internal"
        ).fetchall()
    for schema, table, column, kind in rows:
        types.setdefault(schema, {}).setdefault(table, {})[column] = kind
    return types


def _resolved(read: dict[str, Columns]) -> Origins:
    """Follow every column of the candidate tables to what no model makes."""
    return {
        table.removeprefix(f"{CANDIDATE}."): {
            column: sorted([dataset, name] for dataset, name in _origins(table, column, read, set()))
            for column in columns
        }
        for table, columns in sorted(read.items())
        if table.startswith(f"{CANDIDATE}.")
    }


def _origins(
    table: str, column: str, read: dict[str, Columns], seen: set[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    """Each once, however many ways lead to it."""
    for before in read.get(table, {}).get(column, ()):
        if before not in seen:
            seen.add(before)
            if before[0].split(".")[0] in (*OUTSIDE, LANDING):
                yield before
            else:
                yield from _origins(*before, read, seen)
