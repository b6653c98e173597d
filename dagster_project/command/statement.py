"""`scoreline statement`: what somebody is paid for a month, line by line."""

from __future__ import annotations

from typing import Annotated

import typer

from dagster_project.command.arguments import HomeOption
from dagster_project.errors import UsageError
from dagster_project.orchestration.lock import brought_up
from dagster_project.orchestration.options import resolve
from dagster_project.periods import parse_period

FORMATS = ("text", "json")
DIFFERS = 1


def statement(
    subject: Annotated[str, typer.Option("--subject", metavar="ID", help="A rep, team or the site.")],
    month: Annotated[str, typer.Option("--month", metavar="YYYY-MM", help="The month of pay.")],
    scheme: Annotated[str | None, typer.Option("--scheme", metavar="ID", help="Only this one.")] = None,
    version: Annotated[int | None, typer.Option("--version", metavar="N", help="[default: current]")] = None,
    form: Annotated[str, typer.Option("--format", metavar="FORMAT", help="text or json.")] = "text",
    home: HomeOption = None,
) -> None:
    """Each line of pay with its formula, rule, KPI and row of an export, reckoned again; and the total.

    Exit code 1 where a number differs. Example: scoreline statement --subject r01 --month 2026-09
    """
    if form not in FORMATS:
        raise UsageError(f"--format: {form!r}; expected {' or '.join(FORMATS)}")
    asked = parse_period(month, "--month")
    if asked.grain != "month":
        raise UsageError(f"--month: {month!r} is a {asked.grain}; expected a month, 2026-09 say")
    from dagster_project.statement.read import read_statements
    from dagster_project.statement.show import as_json, as_text
    from dagster_project.trace.opened import open_publication

    opened = open_publication(brought_up(resolve(home=home).home), version)
    found = read_statements(opened, subject, asked.start, scheme)
    show = {"text": as_text, "json": as_json}[form]
    typer.echo(show(subject, month, opened.version, found))
    if not all(one.agrees for one in found):
        raise typer.Exit(DIFFERS)
