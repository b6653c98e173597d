"""Every value of the periods asked for that would be another one."""

from __future__ import annotations

import duckdb

from dagster_project.comparison.compare import Change
from dagster_project.preview.asked import Asked
from dagster_project.publication.restatements.changed import find_changed
from dagster_project.publication.restatements.consequences import TABLE as CONSEQUENCE
from dagster_project.publication.restatements.shape import GRAINS
from dagster_project.publication.restatements.sides import Side

PAID = "incentive_line"


def compared_tables(asked: Asked) -> set[str]:
    """The published tables that hold what was asked for."""
    return {CONSEQUENCE, PAID, *(table for table, grain in GRAINS.items() if grain in asked.grains)}


def narrowed(side: Side, tables: set[str]) -> Side:
    """The same side with these tables alone."""
    return Side(side.folder, {name: side.tables[name] for name in tables & side.tables.keys()}, side.told)


def find_changes(connection: duckdb.DuckDBPyConnection, old: Side, new: Side, asked: Asked) -> list[Change]:
    """Changes by subject, scheme, period, table and column; open periods count like any other.

    They have no cause: it is the policy.
    """
    find_changed(connection, old, new, open_too=True)
    chosen = ", ".join(f"('{one.grain}', date '{one.start}')" for one in asked.periods)
    rows = connection.execute(
        f"""
        select table_name, grain, period_start, period_end, is_open, subject_kind, subject_id, scheme_id,
            kpi_id, column_name, old_value, new_value, change, '' as cause, '' as first_source_file,
            '' as restated_in,
            case when table_name = '{CONSEQUENCE}' then json_extract_string(row_key, '$[0]') end as rule_id
        from changed
        where (grain, period_start) in ({chosen}) and {asked.where}
        order by subject_kind, subject_id, scheme_id, period_start, period_end, table_name, kpi_id, rule_id,
            column_name
        """,
        asked.values,
    ).fetchall()
    return [Change(*row) for row in rows]
