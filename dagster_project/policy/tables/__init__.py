"""The policy tables: their columns, types and keys, as `write_policy` makes them and `check` holds them to.

A table is dated when its rows hold from `valid_from` to `valid_to`, both inclusive, blank for open.
"""

from __future__ import annotations

from dagster_project.policy.tables import compliance, consequences, counting, days, incentives, judging, words
from dagster_project.policy.tables.column import DATES, NOTE, Column, TableSpec

TABLES: dict[str, TableSpec] = {
    spec.name: spec
    for room in (judging, days, words, counting, consequences, incentives, compliance)
    for spec in room.TABLES
}
"""Every policy table by its name, in the order in which problems are shown."""

__all__ = ["DATES", "NOTE", "TABLES", "Column", "TableSpec"]
