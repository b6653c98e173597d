"""What is listed for a person to look at: kinds of compliance findings and their limits."""

from __future__ import annotations

from dagster_project.policy import vocabulary as words
from dagster_project.policy.tables.column import MAY_VALIDITY, TableSpec, may, need, table
from dagster_project.policy.values import Choice, Whole

TABLES: tuple[TableSpec, ...] = (
    table(
        "findings",
        need("rule_id"),
        need("kind", Choice(words.FINDING_KINDS)),
        may("minutes", Whole(1, 1440)),
        may("seconds", Whole(1, 86400)),
        need("name_zh"),
        need("name_en"),
        *MAY_VALIDITY,
        key=("rule_id",),
        must_exist=False,
    ),
)
