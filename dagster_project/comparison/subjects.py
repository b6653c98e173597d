"""Whom two publications know."""

from __future__ import annotations

import duckdb

from dagster_project.errors import UsageError, nearest
from dagster_project.publication.restatements.shape import GRAINS
from dagster_project.publication.restatements.sides import Side

ID = "subject_id"
NAMED = {**dict.fromkeys((*GRAINS, "consequence"), ID), "dim_rep": "rep_id", "dim_team": "team_id"}
"""Tables that name subjects, and by which column."""
SHOWN = 10


def require_known(connection: duckdb.DuckDBPyConnection, subject: str, *sides: Side) -> None:
    """Refuse a subject that no publication knows. Raises UsageError, with what was likely meant."""
    rows = " union ".join(
        f"select {column} from {side.relation(table, {column: 'varchar'})}"
        for side in sides
        for table, column in NAMED.items()
    )
    found = connection.execute(
        f"from ({rows}) as known ({ID}) where {ID} is not null order by all"
    ).fetchall()
    known = [name for (name,) in found]
    if subject in known:
        return
    versions = " and ".join(str(side.told["version"]) for side in sides)
    listed = ", ".join(known[:SHOWN]) + (f" and {len(known) - SHOWN} more" if len(known) > SHOWN else "")
    meant = nearest(subject, known) or f"; known are {listed or 'none'}"
    word = "version" if len(sides) == 1 else "versions"
    raise UsageError(f"--subject: nobody and nothing in {word} {versions} is called {subject!r}{meant}")
