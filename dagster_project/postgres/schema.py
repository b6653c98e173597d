"""Schema `scoreline`: what stands there, made or widened to what is wanted; nothing is dropped or renamed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from psycopg import Connection
from psycopg.sql import SQL, Composed, Identifier, Literal

from dagster_project.errors import ScorelineError
from dagster_project.postgres.wanted import Wanted

SCHEMA = "scoreline"
STATE = "publication_state"

STATE_COLUMNS = """
    the_only_row boolean primary key default true check (the_only_row),
    version integer not null,
    as_of date not null,
    published_at timestamp with time zone not null,
    tables_hash text not null,
    manifest_sha256 text not null,
    brought_at timestamp with time zone not null,
    parts jsonb not null
"""

STATE_COMMENT = (
    "Which publication stands in this schema: one row, changed together with all tables. parts: for each "
    "file of the publication the hash of the rows that were brought from it."
)

STANDING = """
    select c.relname, c.relkind::text, obj_description(c.oid, 'pg_class'),
        (select array_agg(a.attname::text order by array_position(i.indkey::smallint[], a.attnum))
         from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = any (i.indkey)
         where i.indrelid = c.oid and i.indisprimary),
        (select jsonb_object_agg(a.attname, jsonb_build_array(
            format_type(a.atttypid, a.atttypmod), col_description(c.oid, a.attnum)))
         from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped)
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = %s and c.relkind in ('r', 'p', 'v', 'm', 'f')
"""


@dataclass(frozen=True)
class Standing:
    """One relation as it is: `kind` 'r' for a table; columns to (type, comment)."""

    kind: str
    comment: str
    key: tuple[str, ...]
    columns: dict[str, tuple[str, str]] = field(default_factory=dict)


def table(name: str) -> Composed:
    """`"scoreline"."name"`."""
    return SQL("{}.{}").format(Identifier(SCHEMA), Identifier(name))


def names(columns: Iterable[str], prefix: str = "") -> Composed:
    """Quoted column names in a list, each behind the prefix."""
    return SQL(", ").join(Identifier(prefix, column) if prefix else Identifier(column) for column in columns)


def standing(connection: Connection[Any]) -> dict[str, Standing]:
    """Every relation of the schema by name."""
    return {
        name: Standing(
            kind,
            comment or "",
            tuple(key or ()),
            {column: (told[0], told[1] or "") for column, told in (columns or {}).items()},
        )
        for name, kind, comment, key, columns in connection.execute(STANDING, [SCHEMA])
    }


def make_ready(connection: Connection[Any], tables: list[Wanted]) -> set[str]:
    """Make what is missing and add new columns; the names of the tables that were made.

    Raises ScorelineError with every table that does not fit before anything is changed.
    """
    found = connection.execute("select 1 from pg_namespace where nspname = %s", [SCHEMA]).fetchone()
    if found is None:
        connection.execute(SQL("create schema if not exists {}").format(Identifier(SCHEMA)))
    before = standing(connection)
    if problems := [problem for wanted in tables for problem in _misfits(wanted, before.get(wanted.name))]:
        raise ScorelineError("\n  ".join(["tables of schema scoreline do not fit", *problems]))
    if STATE not in before:
        connection.execute(SQL("create table {} (" + STATE_COLUMNS + ")").format(table(STATE)))
        connection.execute(SQL("comment on table {} is {}").format(table(STATE), Literal(STATE_COMMENT)))
    for wanted in tables:
        _make(connection, wanted, before.get(wanted.name))
    return {wanted.name for wanted in tables if wanted.name not in before}


def _misfits(wanted: Wanted, there: Standing | None) -> list[str]:
    """What keeps the rows of a table from going where a relation of its name stands."""
    if there is None:
        return []
    name, problems = f"{SCHEMA}.{wanted.name}", []
    if there.kind not in ("r", "p"):
        return [f"{name}: expected a table, found a view or foreign table; give it another name"]
    for column, _, kind in wanted.columns:
        if column in there.columns and there.columns[column][0] != kind:
            problems.append(f"{name}.{column}: expected type {kind}, found {there.columns[column][0]}")
    if there.key != wanted.key:
        problems.append(
            f"{name}: expected the primary key ({', '.join(wanted.key)}), found ({', '.join(there.key)})"
        )
    way_out = "drop that table (with its views and grants) and it is made and filled again"
    return [f"{problem}; {way_out}" for problem in problems]


def _make(connection: Connection[Any], wanted: Wanted, there: Standing | None) -> None:
    """One table to what is wanted; statements that would change nothing are not sent: each takes a lock."""
    here = table(wanted.name)
    if there is None:
        columns = SQL(", ").join(
            SQL("{} " + kind).format(Identifier(column)) for column, _, kind in wanted.columns
        )
        connection.execute(
            SQL("create table {} ({}, primary key ({}))").format(here, columns, names(wanted.key))
        )
    else:
        for column, _, kind in wanted.columns:
            if column not in there.columns:
                connection.execute(
                    SQL("alter table {} add column {} " + kind).format(here, Identifier(column))
                )
    if wanted.comment != (there.comment if there else ""):
        connection.execute(SQL("comment on table {} is {}").format(here, Literal(wanted.comment or None)))
    for column, _, _ in wanted.columns:
        text = wanted.comments.get(column, "")
        if text != (there.columns.get(column, ("", ""))[1] if there else ""):
            connection.execute(
                SQL("comment on column {}.{} is {}").format(here, Identifier(column), Literal(text or None))
            )
