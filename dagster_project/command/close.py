"""`scoreline close` and `scoreline reopen`: freeze a month, and let everything in again."""

from __future__ import annotations

from typing import Annotated

import typer

from dagster_project.closing.month import parse_month
from dagster_project.command.arguments import HomeOption
from dagster_project.orchestration.lock import hold
from dagster_project.orchestration.options import resolve

MonthArgument = Annotated[str, typer.Argument(metavar="MONTH", help="The month as YYYY-MM.")]
ByOption = Annotated[
    str | None, typer.Option("--by", metavar="NAME", help="Who decides [default: the account].")
]


def close(
    month: MonthArgument,
    by: ByOption = None,
    why: Annotated[str | None, typer.Option("--why", metavar="TEXT", help="Kept in the record.")] = None,
    home: HomeOption = None,
) -> None:
    """Freeze a month as the current publication has it; only an approved adjustment moves it from then on."""
    from dagster_project.closing.freeze import close as freeze

    chosen, place = parse_month(month), resolve(home=home).home
    with hold(place, f"close {month}"):
        manifest = freeze(place, chosen, by, why)
    typer.echo(
        f"{chosen.name} is closed as version {manifest.version} has it (as of {manifest.as_of}). What the "
        "exports or the policy would change of it, later runs tell in the table `would_change`."
    )


def reopen(
    month: MonthArgument,
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="Kept in the record; must be given.")],
    by: ByOption = None,
    home: HomeOption = None,
) -> None:
    """Open a closed month again: the next run lets in whatever came, or was corrected, since then."""
    from dagster_project.closing.reopening import reopen as open_again

    chosen, place = parse_month(month), resolve(home=home).home
    with hold(place, f"reopen {month}"):
        open_again(place, chosen, why, by)
    typer.echo(f"{chosen.name} is open again; the next run publishes it from the raw store.")
