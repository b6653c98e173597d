"""What the words of exports mean."""

from __future__ import annotations

from dagster_project.policy import vocabulary as words
from dagster_project.policy.tables.column import MAY_VALIDITY, Column, TableSpec, may, need, table
from dagster_project.policy.values import Choice, Flag, Text


def _vocabulary(name: str, canonical: tuple[str, ...]) -> TableSpec:
    return table(
        name,
        Column("value", Text(), filled=True, folded=True),
        need("canonical", Choice(canonical)),
        may("source"),
        may("connected", Flag()),
        may("human_answered", Flag()),
        *MAY_VALIDITY,
        key=("value", "source"),
    )


TABLES: tuple[TableSpec, ...] = (
    _vocabulary("dispositions", words.DISPOSITIONS),
    _vocabulary("results", words.RESULTS),
)
