"""`scoreline rollback`: make an earlier version current again."""

from __future__ import annotations

from typing import Annotated

import typer

from dagster_project.command.arguments import HomeOption
from dagster_project.keeping.rollback import roll_back
from dagster_project.orchestration.lock import hold
from dagster_project.orchestration.options import resolve
from dagster_project.orchestration.targets import bring_up_targets


def rollback(
    version: Annotated[int, typer.Argument(metavar="N", min=1, help="The version, as `versions` lists it.")],
    why: Annotated[str | None, typer.Option("--why", metavar="TEXT", help="Kept in the record.")] = None,
    home: HomeOption = None,
) -> None:
    """Lead readers to version N, after looking at every byte of it. Nothing is deleted.

    A run publishes again as soon as a file, the policy, the code or the day is new.
    """
    place = resolve(home=home).home
    with hold(place, f"rollback {version}"):
        done = roll_back(place, version, why)
    typer.echo(
        f"Version {done.now.version} (as of {done.now.as_of}) is current; readers saw version "
        f"{done.before.version} (as of {done.before.as_of}) until now."
    )
    typer.echo(
        "The next run with anything new publishes the next number, from the raw store and the policy as they "
        f"are then: mend first what was wrong with version {done.before.version}."
    )
    bring_up_targets(place)
