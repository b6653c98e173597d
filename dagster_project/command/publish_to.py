"""`scoreline publish-to`: bring a further target up to the current publication."""

from __future__ import annotations

from typing import Annotated

import typer

from dagster_project.command.arguments import HomeOption
from dagster_project.errors import UsageError, nearest
from dagster_project.orchestration.options import resolve
from dagster_project.orchestration.targets import POSTGRES


def publish_to(
    target: Annotated[str, typer.Argument(metavar="TARGET", help="postgres")],
    home: HomeOption = None,
    whole: Annotated[
        bool,
        typer.Option("--whole", help="Compare every row, not only what changed since it was brought."),
    ] = False,
    take_over: Annotated[
        bool,
        typer.Option("--take-over", help="Have the schema from now on, though another home published there."),
    ] = False,
) -> None:
    """Bring Postgres up to the current publication: after a failure, a rollback, or for the first time.

    The address stands in SCORELINE_POSTGRES, the password best in ~/.pgpass. Safe to repeat.
    """
    if target != POSTGRES:
        raise UsageError(f"{target!r}: no such target; expected {POSTGRES}{nearest(target, [POSTGRES])}")
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
