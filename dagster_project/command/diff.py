"""`scoreline diff`: what changed between two publications, and why."""

from __future__ import annotations

from typing import Annotated

import typer

from dagster_project.command.arguments import HomeOption
from dagster_project.errors import UsageError
from dagster_project.orchestration.lock import brought_up
from dagster_project.orchestration.options import resolve

FORMATS = ("text", "json", "csv")


def diff(
    first: Annotated[int, typer.Argument(metavar="N", min=1, help="The version to start from.")],
    second: Annotated[int, typer.Argument(metavar="M", min=1, help="The version to compare with it.")],
    subject: Annotated[
        str | None, typer.Option("--subject", metavar="ID", help="One rep, team or the site only.")
    ] = None,
    form: Annotated[str, typer.Option("--format", metavar="FORMAT", help="text, json or csv.")] = "text",
    limit: Annotated[
        int,
        typer.Option("--limit", min=0, metavar="N", help="Subjects and periods to show; 0 shows all (text)."),
    ] = 20,
    home: HomeOption = None,
) -> None:
    """Whose numbers differ between versions N and M: from what, to what, why, and which file began it."""
    if form not in FORMATS:
        raise UsageError(f"--format: {form!r}: expected {', '.join(FORMATS)}")
    from dagster_project.comparison.compare import compare
    from dagster_project.comparison.showing import as_csv, as_json, as_text

    found = compare(brought_up(resolve(home=home).home), first, second, subject)
    if form == "csv":
        typer.echo(as_csv(found), nl=False)
    elif form == "json":
        typer.echo(as_json(found))
    else:
        typer.echo("\n".join(as_text(found, limit)))
