"""What a rep takes along: counts of days on which the roster puts the rep elsewhere."""

from __future__ import annotations

import duckdb

from dagster_project.publication.restatements.sides import Side

COUNTED = {"rep_id": "varchar", "day": "date", "kpi_id": "varchar"}


def add_what_moved(connection: duckdb.DuckDBPyConnection, old: Side, new: Side) -> None:
    """Add to `temp.fact` the KPIs that were counted on days in `roster_told`.

    A rep who moves takes what was counted along; a day without anything counted moves no actual.
    """
    sides = " union ".join(
        f"select * from {side.relation('counted_event', COUNTED)} semi join roster_told using (rep_id, day)"
        for side in (old, new)
    )
    connection.execute(
        f"""
        insert into fact (rep_id, day, kpi_id, family, cause, came, shown)
        select roster_told.rep_id, roster_told.day, counted.kpi_id, roster_told.family || '_count',
            cause, came, shown
        from roster_told
        inner join ({sides}) as counted using (rep_id, day)
        where roster_told.family in ('cover', 'team')
        """
    )
