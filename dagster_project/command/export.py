"""`scoreline export`: a closed month for payroll."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dagster_project.command.arguments import HomeOption
from dagster_project.errors import UsageError
from dagster_project.orchestration.lock import hold
from dagster_project.orchestration.options import resolve
from dagster_project.periods import parse_period


def export(
    month: Annotated[str, typer.Option("--month", metavar="YYYY-MM", help="A closed month.")],
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="Put copies here [default: the register alone]."),
    ] = None,
    form: Annotated[str, typer.Option("--format", metavar="FORMAT", help="csv or xlsx.")] = "csv",
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAME", help="Who hands it over [default: the account].")
    ] = None,
    home: HomeOption = None,
) -> None:
    """Scores, points, consequences, adjustments of a closed month; what was corrected since last time."""
    asked = parse_period(month, "--month")
    if asked.grain != "month":
        raise UsageError(f"--month: {month!r} is a {asked.grain}; expected a month, 2026-09 say")
    if form not in ("csv", "xlsx"):
        raise UsageError(f"--format: {form!r}: expected csv or xlsx")
    from dagster_project.payroll.export import export_month

    place = resolve(home=home).home
    with hold(place, f"export {month}"):
        done = export_month(place, asked, form, out.expanduser().absolute() if out else None, by)
    told = done.export
    typer.echo(f"{month}, export {told.number}, as version {told.version} has it: {told.folder}")
    for path in done.copies:
        typer.echo(f"  {path}")
    if done.corrected is None:
        typer.echo("It is the month's first export.")
    else:
        typer.echo(
            f"{done.corrected} number(s) differ from export {told.number - 1}; corrections.csv says "
            "from what, to what, and why."
        )
