"""The values of KPI and score tables, and the consequences, that two publications tell differently."""

from __future__ import annotations

from datetime import date

import duckdb

from dagster_project.publication.restatements.consequences import add_changed_consequences
from dagster_project.publication.restatements.shape import GRAINS, NOT_NUMBERS
from dagster_project.publication.restatements.sides import Side, differing
from dagster_project.publication.tables import quoted

KEYS = {
    "period_start": "date",
    "subject_kind": "varchar",
    "subject_id": "varchar",
    "scheme_id": "varchar",
    "kpi_id": "varchar",
}


def find_changed(
    connection: duckdb.DuckDBPyConnection, old: Side, new: Side, *, open_too: bool, after: date | None = None
) -> int:
    """Fill `temp.changed`, one row per value; how many there are.

    A period counts as promised if it was over on the last day that both publications report; the others
    (`is_open`) are left out unless `open_too`. A row that only one of them has differs in every value.
    With `after`, only periods that ended after that day are compared.
    """
    connection.execute(
        """
        create or replace temp table changed (
            id integer, table_name varchar, grain varchar, row_key varchar, column_name varchar,
            old_value varchar, new_value varchar, change varchar, is_open boolean, period_start date,
                period_end date,
            subject_kind varchar, subject_id varchar, scheme_id varchar, kpi_id varchar)
        """
    )
    for table, grain in GRAINS.items():
        paths = differing(old, new, table)
        if paths:
            _compare(connection, old, new, table, grain, paths, open_too)
    add_changed_consequences(connection, old, new, open_too=open_too)
    if after is not None:
        connection.execute("delete from changed where period_end <= ?", [after])
    connection.execute("update changed set id = rowid")
    row = connection.execute("select count(*) from changed").fetchone()
    return 0 if row is None else int(row[0])


def _compare(
    connection: duckdb.DuckDBPyConnection,
    old: Side,
    new: Side,
    table: str,
    grain: str,
    paths: set[str],
    open_too: bool,
) -> None:
    keys = {name: kind for name, kind in KEYS.items() if name != "kpi_id" or table.startswith("kpi_")}
    values = [name for name in new.columns(table) if name not in NOT_NUMBERS and name in old.columns(table)]
    if not values:
        return
    wanted = {**keys, "period_end": "date", **dict.fromkeys(values, "varchar")}
    both = " and ".join(f"before.{name} = after.{name}" for name in keys)
    either = ", ".join(f"coalesce(before.{name}, after.{name}) as {name}" for name in [*keys, "period_end"])
    pairs = ", ".join(
        f"{{'name': '{name}', 'old': before.{quoted(name)}, 'new': after.{quoted(name)}}}" for name in values
    )
    one, other = (", ".join(f"{side}.{quoted(name)}" for name in values) for side in ("before", "after"))
    promised = min(old.as_of, new.as_of)
    connection.execute(
        f"""
        insert into changed by name
        with differing as (
            select {either}, [{pairs}] as pairs,
                case when before.period_start is null
                    then 'appeared' when after.period_start is null then 'vanished'
                    else 'changed' end as change
            from {old.relation(table, wanted, paths)} as before
            full join {new.relation(table, wanted, paths)} as after on {both}
            where row({one}) is distinct from row({other})
        ),
        listed as (
            select * exclude (pairs), unnest(pairs) as pair, period_end > date '{promised}' as is_open
            from differing
            where {open_too} or period_end <= date '{promised}'
        )
        select * exclude (pair), '{table}' as table_name, '{grain}' as grain,
            cast(to_json([{", ".join(f"cast({name} as varchar)" for name in keys)}]) as varchar) as row_key,
            pair.name as column_name, pair.old as old_value, pair.new as new_value
        from listed
        where pair.old is distinct from pair.new
        """
    )
