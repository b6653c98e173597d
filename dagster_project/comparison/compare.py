"""Two publications of a home, compared value by value, each with its cause."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import duckdb

from dagster_project.comparison.subjects import require_known
from dagster_project.errors import UsageError
from dagster_project.home import Home
from dagster_project.ingest.ledger import read_ledger
from dagster_project.keeping.state import require_whole
from dagster_project.periods import period_name
from dagster_project.publication.parquet import read
from dagster_project.publication.restatements.build import explain
from dagster_project.publication.restatements.changed import find_changed
from dagster_project.publication.restatements.shape import RESTATEMENT
from dagster_project.publication.restatements.sides import Side
from dagster_project.publication.restatements.since import ancestors
from dagster_project.publication.versions import Manifest, list_versions


@dataclass(frozen=True)
class Change:
    """One published value that the two tell differently; values as text.

    `cause` and `first_source_file` are blank for a period that was not promised (`is_open`);
    `restated_in` lists the versions that restated the value on the way, separated by `;`. `rule_id` is given
    for a consequence: its evidence, or its words.
    """

    table_name: str
    grain: str
    period_start: date
    period_end: date
    is_open: bool
    subject_kind: str
    subject_id: str
    scheme_id: str
    kpi_id: str | None
    column_name: str
    old_value: str | None
    new_value: str | None
    change: str
    cause: str
    first_source_file: str
    restated_in: str
    rule_id: str | None = None

    @property
    def period(self) -> str:
        """As people write it: 2026-W37."""
        return period_name(self.grain, self.period_start)


@dataclass(frozen=True)
class Comparison:
    """Both manifests and every value that differs, by subject, period, table and column."""

    old: Manifest
    new: Manifest
    changes: list[Change]


def compare(home: Home, first: int, second: int, subject: str | None = None) -> Comparison:
    """Compare version `first` with version `second`; of one subject only, if asked.

    Causes are those that led from the older to the newer of them, whichever is compared with which: what a
    rollback takes back is what had come with the version gone back from.

    Raises UsageError for a version that never was and a subject that neither knows, ScorelineError for a
    version that was pruned.
    """
    old, new = _publication(home, first), _publication(home, second)
    with duckdb.connect() as connection:
        before, after = Side.of(old), Side.of(new)
        if subject is not None:
            require_known(connection, subject, before, after)
        if second < first:
            before, after = after, before
        find_changed(connection, before, after, open_too=True)
        if subject is not None:
            connection.execute("delete from changed where subject_id <> ?", [subject])
        explain(connection, before, after, home.published, read_ledger(home))
        _as_restated(connection, old, new)
        rows = connection.execute(
            """
            select table_name, grain, period_start, period_end, is_open, subject_kind, subject_id,
                scheme_id, kpi_id,
                column_name, old_value, new_value, change, coalesce(told.cause, caused.cause, '') as cause,
                coalesce(told.first_source_file, caused.first_source_file, '') as first_source_file,
                coalesce(told.versions, '') as restated_in,
                case when table_name = 'consequence' then json_extract_string(row_key, '$[0]') end as rule_id
            from changed left join caused using (id) left join told using (id)
            order by subject_kind, subject_id, scheme_id, period_start, period_end, table_name, kpi_id,
                rule_id, column_name
            """
        ).fetchall()
    changes = [Change(*row) for row in rows]
    return Comparison(old, new, changes if first <= second else [_backwards(one) for one in changes])


def _backwards(change: Change) -> Change:
    """The same change from the newer version to the older."""
    turned = {"appeared": "vanished", "vanished": "appeared"}
    return replace(
        change,
        old_value=change.new_value,
        new_value=change.old_value,
        change=turned.get(change.change, change.change),
    )


def _publication(home: Home, version: int) -> Manifest:
    found = {manifest.version: manifest for manifest in list_versions(home)}
    if version not in found:
        listed = f"there are {', '.join(map(str, sorted(found)))}" if found else "nothing was published yet"
        raise UsageError(f"version {version}: no such publication in {home.root}; {listed}")
    require_whole(home, found[version], what="diff")
    return found[version]


def _as_restated(connection: duckdb.DuckDBPyConnection, old: Manifest, new: Manifest) -> None:
    """Fill `temp.told`: what the publications in between said of the same values,
    where `new` follows `old`."""
    line = ancestors(new)
    between = [version for version in line if version > old.version] if old.version in line else []
    columns = ", ".join(f"null::{kind} as {name}" for name, kind in RESTATEMENT.columns)
    source = f"(select {columns} where false)"
    if between and RESTATEMENT.name in new.tables:
        source = read([new.folder / file["path"] for file in new.tables[RESTATEMENT.name]["files"]])
    connection.execute(
        f"""
        create or replace temp table told as
        select changed.id, string_agg(restated.cause, ' and then ' order by restated.version) as cause,
            arg_min(restated.first_source_file, restated.version) as first_source_file,
            string_agg(restated.version, ';' order by restated.version) as versions
        from changed
        inner join (
            select table_name, row_key, column_name, cause, first_source_file, min(version) as version
            from {source} where list_contains(?::integer[], version) group by all
        ) as restated using (table_name, row_key, column_name)
        where not changed.is_open
        group by changed.id
        """,
        [between],
    )
