"""Whose publication stands in the schema: that of the home whose record knows it; no other writes there."""

from __future__ import annotations

from typing import Any

from psycopg import Connection
from psycopg.sql import SQL

from dagster_project.errors import ScorelineError
from dagster_project.home import Home
from dagster_project.postgres.schema import SCHEMA, STATE, table
from dagster_project.publication.versions import list_versions
from dagster_project.record import log


class AnotherHome(ScorelineError):
    """The schema shows what another home published."""


def refuse_another_home(connection: Connection[Any], home: Home) -> None:
    """Raise AnotherHome unless the schema is empty or shows a publication that this home made.

    The SHA-256 of the manifest is the mark: a manifest bears when, from what and after which version it was
    published, so no two homes share one, and a home that was moved, renamed or restored keeps its own.
    """
    there = connection.execute("select to_regclass(%s)", [f"{SCHEMA}.{STATE}"]).fetchone()
    if there is None or there[0] is None:
        return
    row = connection.execute(
        SQL("select version, manifest_sha256, published_at, brought_at from {}").format(table(STATE))
    ).fetchone()
    if row is not None and not _made(home, row[1]):
        version, _, published_at, brought_at = row
        raise AnotherHome(
            f"schema {SCHEMA} shows version {version} of another home (published "
            f"{published_at:%Y-%m-%d %H:%M}, brought {brought_at:%Y-%m-%d %H:%M}), which the record "
            f"of {home.root} does not know; two homes cannot share a schema, nothing was changed"
        )


def _made(home: Home, sha256: str) -> bool:
    """Whether a manifest of this hash was published here, or rewritten here to forget a customer."""
    for entry in log.read(home, "published", "forgotten"):
        if entry.event == "published" and entry.facts["manifest"] == sha256:
            return True
        rewritten = entry.facts.get("manifests", {}).values()
        if any(sha256 in (hashes["was"], hashes["is"]) for hashes in rewritten):
            return True
    return any(manifest.sha256 == sha256 for manifest in list_versions(home))
