"""What is known of the differences beneath the numbers: the table that all `*_facts` modules add to."""

from __future__ import annotations

import duckdb

from dagster_project.publication.restatements.shape import READS
from dagster_project.publication.restatements.sides import Side


def new_facts(connection: duckdb.DuckDBPyConnection, old: Side, new: Side) -> None:
    """Make `temp.fact` (empty) and `temp.code`: one row if another version of the code made the newer side.

    A fact is about a rep, a subject or (neither given) everybody; blank scheme, KPI and grain mean all.
    """
    connection.execute(
        """
        create or replace temp table fact (
            rep_id varchar, kind varchar, subject_id varchar, day date, scheme_id varchar, kpi_id varchar,
            grain varchar, family varchar, cause varchar, came varchar, shown varchar)
        """
    )
    connection.execute("create or replace temp table code (shown varchar)")
    if old.told["project_hash"] != new.told["project_hash"]:
        connection.execute("insert into code values (?)", [code_name(new)])


def code_name(side: Side) -> str:
    """The code that made a publication: `scoreline 0.1.0 (1a2b3c4d)`."""
    return f"scoreline {side.told['code_version']} ({str(side.told['project_hash'])[:8]})"


def fill_reads(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill `temp.reads`: the families of facts that each column is made of."""
    connection.execute(
        "create or replace temp table reads (table_kind varchar, column_name varchar, family varchar)"
    )
    rows = [
        [kind, column, family]
        for kind, columns in READS.items()
        for column, families in columns.items()
        for family in families.split()
    ]
    connection.executemany("insert into reads values (?, ?, ?)", rows)
