"""`scoreline preview`: what the last publication would be under another policy."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dagster_project.command.arguments import HomeOption, SourcesOption
from dagster_project.errors import UsageError
from dagster_project.keeping.state import require_whole
from dagster_project.orchestration.inspect import refuse_wrong
from dagster_project.orchestration.lock import brought_up
from dagster_project.orchestration.options import resolve
from dagster_project.publication.versions import current


def preview(  # noqa: PLR0913, PLR0917 - one option each
    policy: Annotated[Path, typer.Option("--policy", metavar="DIR", help="The other policy's folder.")],
    day: Annotated[list[str] | None, typer.Option("--day", metavar="DAY", help="2026-10-05")] = None,
    week: Annotated[list[str] | None, typer.Option("--week", metavar="WEEK", help="2026-W45 (ISO)")] = None,
    month: Annotated[list[str] | None, typer.Option("--month", metavar="MONTH", help="2026-10")] = None,
    quarter: Annotated[list[str] | None, typer.Option("--quarter", metavar="QUARTER", help="2026-Q4")] = None,
    year: Annotated[list[str] | None, typer.Option("--year", metavar="YEAR", help="2026")] = None,
    scheme: Annotated[str | None, typer.Option("--scheme", metavar="ID", help="One scheme only.")] = None,
    subject: Annotated[
        str | None, typer.Option("--subject", metavar="ID", help="One rep, team, manager or the site only.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
    limit: Annotated[
        int,
        typer.Option("--limit", min=0, metavar="N", help="Subjects and periods to show; 0 shows all (text)."),
    ] = 20,
    sources: SourcesOption = None,
    home: HomeOption = None,
) -> None:
    """What the current publication would be under another policy: who changes colour, score, rank, money.

    Periods may be named several times [default: week, month and quarter of the as-of day]. Reads only and
    publishes nothing; exit code 0 whether or not something changes, 2 for a wrong policy.
    """
    options = resolve(home=home, policy=policy, sources=sources)
    brought_up(options.home)
    refuse_wrong(options)
    manifest = current(options.home)
    if manifest is None:
        raise UsageError(f"nothing has been published in {options.home.root} yet; `scoreline run` publishes")
    require_whole(options.home, manifest, what="preview")
    from dagster_project.policy.load import load_policy
    from dagster_project.preview.run import preview as previewed
    from dagster_project.preview.showing import as_json as in_json
    from dagster_project.preview.showing import as_text

    named = {"day": day, "week": week, "month": month, "quarter": quarter, "year": year}
    periods = {grain: texts or [] for grain, texts in named.items()}
    found = previewed(options.home, manifest, load_policy(options.policy), periods, subject, scheme)
    typer.echo(in_json(found) if as_json else "\n".join(as_text(found, limit)))
