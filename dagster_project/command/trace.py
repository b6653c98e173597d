"""`scoreline trace`: from a score back to the lines of the exports, recomputed on the way."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dagster_project.command.arguments import HomeOption
from dagster_project.errors import UsageError
from dagster_project.orchestration.lock import brought_up
from dagster_project.orchestration.options import resolve

if TYPE_CHECKING:
    from dagster_project.home import Home
    from dagster_project.trace.tree import Node

FORMATS = ("text", "json", "html")
TEXT_EVENTS, FILE_EVENTS = 20, 1000
DIFFERS = 1


def trace(  # noqa: PLR0913, PLR0917 - one option each
    subject: Annotated[
        str | None, typer.Option("--subject", metavar="ID", help="A rep, team, manager or the site.")
    ] = None,
    day: Annotated[str | None, typer.Option("--day", metavar="DAY", help="2026-10-05")] = None,
    week: Annotated[str | None, typer.Option("--week", metavar="WEEK", help="2026-W45 (ISO)")] = None,
    month: Annotated[str | None, typer.Option("--month", metavar="MONTH", help="2026-10")] = None,
    quarter: Annotated[str | None, typer.Option("--quarter", metavar="QUARTER", help="2026-Q4")] = None,
    year: Annotated[str | None, typer.Option("--year", metavar="YEAR", help="2026")] = None,
    kind: Annotated[str | None, typer.Option("--kind", help="rep, team, manager or site.")] = None,
    scheme: Annotated[str | None, typer.Option("--scheme", metavar="ID", help="Where several judge.")] = None,
    kpi: Annotated[
        str | None, typer.Option("--kpi", metavar="ID", help="Only this one below the score.")
    ] = None,
    version: Annotated[int | None, typer.Option("--version", metavar="N", help="[default: current]")] = None,
    format_: Annotated[str, typer.Option("--format", help="text, json or html.")] = "text",
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write here.")] = None,
    events: Annotated[
        int | None,
        typer.Option(
            "--events", min=0, help="Counted events to follow per KPI; 0: all [default: 20, in files 1000]."
        ),
    ] = None,
    excluded: Annotated[bool, typer.Option("--excluded", help="Also what was not counted, and why.")] = False,
    reveal: Annotated[
        bool, typer.Option("--reveal", help="Show names and numbers; the record notes it.")
    ] = False,
    finding: Annotated[
        str | None, typer.Option("--finding", metavar="ID", help="One compliance finding instead.")
    ] = None,
    home: HomeOption = None,
) -> None:
    """Walk from a published score to the lines of the exports; every level is recomputed on the way.

    Exit code 1 where a number differs. Example: scoreline trace --subject r01 --month 2026-09
    """
    from dagster_project.trace.opened import open_publication

    if format_ not in FORMATS:
        raise UsageError(f"--format: {format_!r}; expected one of {', '.join(FORMATS)}")
    periods = {"day": day, "week": week, "month": month, "quarter": quarter, "year": year}
    if finding is not None:
        if subject is not None or any(periods.values()):
            raise UsageError("--finding: expected alone, without --subject and a period")
        from dagster_project.trace.findings import trace_finding

        place = brought_up(resolve(home=home).home)
        opened = open_publication(place, version)
        _revealed(place, f"finding {finding}, version {opened.version}", reveal=reveal)
        root = trace_finding(opened, finding, reveal=reveal)
    else:
        from dagster_project.trace.asked import Question, asked_period
        from dagster_project.trace.build import trace as traced
        from dagster_project.trace.subjects import check_kpi, find_scheme, find_subject

        if subject is None:
            raise UsageError("expected --subject ID and a period, or --finding ID")
        period = asked_period(periods)
        place = brought_up(resolve(home=home).home)
        opened = open_publication(place, version)
        found = find_subject(opened, subject, kind, period)
        judged_by = find_scheme(opened, found, subject, period, scheme)
        if kpi is not None:
            check_kpi(opened, judged_by, kpi)
        if events is None:
            events = TEXT_EVENTS if format_ == "text" else FILE_EVENTS
        _revealed(place, f"{found} {subject}, {period}, version {opened.version}", reveal=reveal)
        root = traced(opened, Question(found, subject, period, judged_by, kpi, events, excluded, reveal))
    text = _shown(format_, root)
    if out is None:
        typer.echo(text)
    else:
        try:
            out.write_text(text + "\n", encoding="utf-8")
        except OSError as error:
            raise UsageError(f"--out: {out} cannot be written: {error.strerror or error}") from error
        typer.echo(f"{out}: {root.title}; {'all agree' if root.agrees else 'NUMBERS DIFFER'}")
    if not root.agrees:
        raise typer.Exit(DIFFERS)


def _revealed(place: Home, what: str, *, reveal: bool) -> None:
    """A line in the record before names and numbers are shown."""
    if reveal:
        from dagster_project.record.log import append

        append(place, "revealed", command="trace", what=what)


def _shown(format_: str, root: Node) -> str:
    from dagster_project.trace.show_html import as_html
    from dagster_project.trace.show_json import as_json
    from dagster_project.trace.show_text import as_text

    return {"text": as_text, "json": as_json, "html": as_html}[format_](root)
