"""No model keeps what finds nothing by comparing every row of one table with every row of another.

The engine joins by hashes, however many rows there are. Of a left, right or anti join whose condition is more
than equalities (`or`, a range, a condition on one side alone) it makes a loop over all pairs, which a night
over thousands of records never ends.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from tests.end_to_end.conftest import Site

LOOP = "BLOCKWISE_NL_JOIN"
SMALL = ("policy", "raw")
"""Schemas of tables that people write: their rows do not grow with the calls."""

HANDFULS = {
    # adjustments that people wrote, held against the roster
    "int_adjustment__judged.sql",
    # distinct words of the exports against the vocabulary
    "int_call_value__mapped.sql",
}


def test_no_join_compares_all_with_all(first_night: Site) -> None:
    """Every compiled model's plan, over the warehouse of a first night."""
    compiled = first_night.home / "cache" / "dbt" / "compiled" / "scoreline" / "models"
    warehouse = first_night.home / "warehouse" / "scoreline.duckdb"
    files = [file for file in sorted(compiled.rglob("*.sql")) if file.name not in HANDFULS]
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        connection.execute("set TimeZone = 'UTC'")
        found = [f"{file.name}: {join}" for file in files for join in _loops(_plan(connection, file))]
    assert len(files) > 100
    assert found == []


def _plan(connection: duckdb.DuckDBPyConnection, file: Path) -> dict[str, Any]:
    told = connection.execute(f"explain (format json) {file.read_text(encoding='utf-8')}").fetchone()
    assert told is not None
    return {"name": "all", "children": json.loads(told[1])}


def _loops(node: dict[str, Any]) -> Iterator[str]:
    """Joins below this node that keep one side and loop over both, neither side being small."""
    told = node.get("extra_info", {})
    kept = told.get("Join Type") not in (None, "INNER")
    if node["name"].strip() == LOOP and kept and all(map(_is_large, node["children"])):
        yield f"{told['Join Type']} on {told['Condition']}"
    for child in node["children"]:
        yield from _loops(child)


def _is_large(node: dict[str, Any]) -> bool:
    table = node.get("extra_info", {}).get("Table")
    if table is not None:
        return table.replace('"', "").split(".")[1] not in SMALL
    return node["name"].strip() == "CTE_SCAN" or any(map(_is_large, node["children"]))
