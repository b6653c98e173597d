"""Rules that pay."""

from __future__ import annotations

from dagster_project.policy.tables.column import MAY_VALIDITY, SCHEME, TableSpec, need, table

TABLES: tuple[TableSpec, ...] = (
    table("incentives", need("rule_id"), SCHEME, *MAY_VALIDITY, key=("rule_id",), must_exist=False),
)
