"""Which earlier publications a new one is held to, and each of them for which periods."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import duckdb

from dagster_project.errors import ScorelineError
from dagster_project.publication.parquet import read
from dagster_project.publication.versions import Manifest, folder_name, read_manifest


def held_to(
    connection: duckdb.DuckDBPyConnection, before: Manifest, newest: Manifest, as_of: date
) -> Iterator[tuple[Manifest, date | None]]:
    """Publications whose numbers are promised, each for the periods that ended after a day (None: all).

    Readers saw `before` last. Of the days behind it, which an earlier as-of day or a rollback took from
    sight, the newest publication that reported them had the last word; one whose tables are gone has none.
    """
    yield before, None
    told = before.as_of
    if told >= as_of:
        return
    published = read([newest.folder / "publication.parquet"])
    later = connection.execute(
        f"select version from {published} where as_of > ? order by version desc", [told]
    ).fetchall()
    for (version,) in later:
        found = _whole(before, version)
        if found is not None and found.as_of > told:
            yield found, told
            told = found.as_of
            if told >= as_of:
                return


def _whole(beside: Manifest, version: int) -> Manifest | None:
    """That version, if its manifest and every file of its tables are there."""
    try:
        manifest = read_manifest(beside.folder.parent / folder_name(version))
    except ScorelineError:
        return None
    files = (file["path"] for table in manifest.tables.values() for file in table["files"])
    return manifest if all((manifest.folder / path).is_file() for path in files) else None
