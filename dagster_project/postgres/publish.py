"""Bring a Postgres up to the current publication of a home, whatever stood there before."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import duckdb
import psycopg
from psycopg import Connection
from psycopg.sql import SQL, Identifier, Literal

from dagster_project.errors import ScorelineError, TargetStale
from dagster_project.home import Home
from dagster_project.postgres.address import Address
from dagster_project.postgres.ownership import AnotherHome, refuse_another_home
from dagster_project.postgres.rows import bring_part, count, remove
from dagster_project.postgres.schema import SCHEMA, STATE, make_ready, standing, table
from dagster_project.postgres.wanted import Wanted, wanted_tables
from dagster_project.publication.versions import Manifest, current

Parts = dict[str, list[str | None]]
"""What was brought: path of a file below its publication to hash, month column and first day of its rows."""


@dataclass(frozen=True)
class Brought:
    """The version that stands in Postgres now, the one before (None at first), and the parts that changed."""

    version: int
    before: int | None
    parts: int


def bring_up(home: Home, address: Address, *, whole: bool = False, take_over: bool = False) -> Brought:
    """Bring the tables up to the current publication; `whole` compares every row, not only changed parts.

    A schema that shows what another home published is left alone, unless this one is to `take_over`. Tables
    and new columns are made in a transaction of their own, so that no reader waits for rows to be copied; all
    rows change in one. Raises TargetStale with the way out: Postgres then shows what it showed. Raises
    ScorelineError when the home has no publication.
    """
    _current(home)
    before: int | None = None
    try:
        with psycopg.connect(**address.parameters, autocommit=True) as connection:
            with _alone(connection, address):
                if not take_over:
                    refuse_another_home(connection, home)
                manifest = _current(home)
                made = make_ready(connection, wanted_tables(manifest))
            with _alone(connection, address):
                # Somebody may have published between the two transactions.
                if not take_over:
                    refuse_another_home(connection, home)
                manifest = _current(home)
                before, sha256, parts = _state(connection)
                if sha256 == manifest.sha256 and not made and not whole:
                    return Brought(manifest.version, before, 0)
                known = {} if whole else _without(parts, made)
                changed = _replace(connection, manifest, known, parts)
                _remember(connection, manifest)
        return Brought(manifest.version, before, changed)
    except (psycopg.Error, duckdb.Error, ScorelineError) as error:
        raise TargetStale(_words(home, address, before, error)) from error


@contextmanager
def _alone(connection: Connection[Any], address: Address) -> Iterator[None]:
    """A transaction in which nobody else brings rows, and that waits for no lock longer than it may."""
    with connection.transaction():
        connection.execute(
            SQL("set local lock_timeout = {}").format(Literal(f"{int(address.lock_seconds * 1000)}ms"))
        )
        connection.execute("select pg_advisory_xact_lock(hashtext(%s))", [f"{SCHEMA} publication"])
        yield


def _current(home: Home) -> Manifest:
    manifest = current(home)
    if manifest is None:
        raise ScorelineError(f"{home.published}: nothing has been published yet; `scoreline run` publishes")
    return manifest


def _state(connection: Connection[Any]) -> tuple[int | None, str, Parts]:
    row = connection.execute(
        SQL("select version, manifest_sha256, parts from {}").format(table(STATE))
    ).fetchone()
    return (row[0], row[1], row[2]) if row else (None, "", {})


def _without(parts: Parts, made: set[str]) -> Parts:
    """The parts known to stand there, those of tables that were just made left out."""
    return {path: told for path, told in parts.items() if _table_of(path) not in made}


def _table_of(path: str) -> str:
    return path.split("/", 1)[0].removesuffix(".parquet")


def _replace(connection: Connection[Any], manifest: Manifest, known: Parts, before: Parts) -> int:
    """Bring every part whose rows are not known to stand there, remove what is published no more; how many.

    Rollbacks and versions that were missed are no special case: the hashes of the parts tell.
    """
    tables = {wanted.name: wanted for wanted in wanted_tables(manifest)}
    wanted_paths = {part.path for wanted in tables.values() for part in wanted.parts}
    changed, touched = 0, set()
    there = standing(connection)
    for path in sorted(before.keys() - wanted_paths):
        _, month, first_day = before[path]
        if (name := _table_of(path)) in there:
            remove(connection, name, month, first_day)
            touched.add(name)
            changed += 1
    with duckdb.connect() as engine:
        for wanted in tables.values():
            for part in wanted.parts:
                if known.get(part.path, [None])[0] != part.hash:
                    bring_part(engine, connection, wanted, part, manifest.folder)
                    touched.add(wanted.name)
                    changed += 1
    for name in sorted(touched & tables.keys()):
        _hold_against(connection, tables[name])
    return changed


def _hold_against(connection: Connection[Any], wanted: Wanted) -> None:
    """Raise ScorelineError unless as many rows stand there as were published."""
    if (found := count(connection, wanted.name)) != wanted.rows:
        raise ScorelineError(
            f"{SCHEMA}.{wanted.name}: expected {wanted.rows} rows, found {found}: somebody else wrote to it; "
            "nothing was changed. Empty that table (truncate) and bring every row again with --whole"
        )


def _remember(connection: Connection[Any], manifest: Manifest) -> None:
    """The one row that says what stands here."""
    parts: Parts = {
        file["path"]: [file["hash"], told["month"], file["first_day"]]
        for told in manifest.tables.values()
        for file in told["files"]
    }
    told = manifest.content
    values = {
        "version": manifest.version,
        "as_of": manifest.as_of,
        "published_at": told["published_at"],
        "tables_hash": manifest.tables_hash,
        "manifest_sha256": manifest.sha256,
        "parts": json.dumps(parts),
    }
    columns = SQL(", ").join(map(Identifier, values))
    connection.execute(SQL("delete from {}").format(table(STATE)))
    connection.execute(
        SQL("insert into {} ({}, brought_at) values ({}, now())").format(
            table(STATE), columns, SQL(", ").join(map(Literal, values.values()))
        )
    )


def _words(home: Home, address: Address, before: int | None, error: Exception) -> str:
    """What happened to which Postgres, what readers see there, and the command to retry."""
    manifest = current(home)
    version = (
        f"version {manifest.version} is published and current in {home.published}, but " if manifest else ""
    )
    shown = f"it still shows version {before}" if before else "it shows what it showed before"
    reason = address.without_password(" ".join(str(error).split()) or type(error).__name__)
    if isinstance(error, psycopg.errors.LockNotAvailable):
        reason = f"a lock was not granted within {address.lock_seconds:g} s ({reason})"
    told = f"{version}{address} could not be brought up to date, {shown}: {reason}"
    again = f"scoreline publish-to postgres --home {home.root}"
    if isinstance(error, AnotherHome):
        return (
            f"{told}\n  give each home a database of its own (SCORELINE_POSTGRES)\n"
            f"  or, if this home is to have the schema from now on: {again} --take-over"
        )
    return f"{told}\n  to try again: {again}"
