"""`scoreline publish-to`: bring a further target up to the current publication."""

from __future__ import annotations

from typing import Annotated

import typer

from dagster_project.command.arguments import HomeOption
from dagster_project.errors import UsageError, nearest
from dagster_project.home import Home
from dagster_project.object_store.address import (
    PUBLISHED_VARIABLE,
    RAW_VARIABLE,
    published_address,
    raw_address,
)
from dagster_project.orchestration.lock import hold
from dagster_project.orchestration.options import resolve
from dagster_project.orchestration.targets import OBJECT_STORAGE, POSTGRES
from dagster_project.publication.versions import linked_version


def publish_to(
    target: Annotated[str, typer.Argument(metavar="TARGET", help="postgres or s3")],
    home: HomeOption = None,
    whole: Annotated[
        bool,
        typer.Option(
            "--whole", help="Compare every row (object), not only what changed since it was brought."
        ),
    ] = False,
    take_over: Annotated[
        bool,
        typer.Option("--take-over", help="Have the place from now on, though another home published there."),
    ] = False,
) -> None:
    """Bring Postgres or object storage up to the home: after a failure, a rollback, or for the first time.

    Postgres: the address stands in SCORELINE_POSTGRES, the password best in ~/.pgpass. s3: addresses stand in
    SCORELINE_RAW and SCORELINE_PUBLISHED, endpoint and credentials in AWS_*. Safe to repeat.
    """
    if target == OBJECT_STORAGE:
        _object_storage(resolve(home=home).home, whole=whole, take_over=take_over)
        return
    if target != POSTGRES:
        known = [POSTGRES, OBJECT_STORAGE]
        raise UsageError(f"{target!r}: no such target; expected {' or '.join(known)}{nearest(target, known)}")
    from dagster_project.postgres.address import address
    from dagster_project.postgres.publish import bring_up

    place = address()
    brought = bring_up(resolve(home=home).home, place, whole=whole, take_over=take_over)
    if brought.parts or brought.before != brought.version:
        before = f"version {brought.before}" if brought.before else "nothing"
        typer.echo(
            f"{place} shows version {brought.version} (before: {before}; "
            f"{brought.parts} parts of tables changed)."
        )
    else:
        typer.echo(f"{place} shows version {brought.version} already.")


def _object_storage(home: Home, *, whole: bool, take_over: bool) -> None:
    places = [str(place) for place in (raw_address(), published_address()) if place is not None]
    if not places:
        raise UsageError(
            f"no object storage is configured; set {PUBLISHED_VARIABLE} or {RAW_VARIABLE} to s3://..."
        )
    with hold(home, "publish-to s3", whole=whole, take_over=take_over):
        pass
    version = linked_version(home)
    typer.echo(f"{' and '.join(places)}: {f'version {version}' if version else 'nothing published yet'}.")
