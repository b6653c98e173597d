"""`scoreline upgrade`: bring a home that an older version made to this version's format."""

from __future__ import annotations

import typer

from dagster_project.command.arguments import HomeOption
from dagster_project.errors import UsageError
from dagster_project.orchestration.lock import hold
from dagster_project.orchestration.options import resolve
from dagster_project.upgrade.format import FORMAT, read_format
from dagster_project.upgrade.steps import upgrade as take_steps


def upgrade(home: HomeOption = None) -> None:
    """Upgrade a home of an older format; the first command that changes a home does the same by itself."""
    place = resolve(home=home).home
    if read_format(place) is None:
        raise UsageError(f"{place.root}: nothing is here that could be upgraded")
    with hold(place, "upgrade", upgrading=False):
        said = take_steps(place)
    typer.echo("\n".join(said) or f"{place.root} is of format {FORMAT}, the one that this version writes")
