"""`scoreline versions`: the publications of a home."""

from __future__ import annotations

import typer

from dagster_project.command.arguments import HomeOption
from dagster_project.command.screen import table
from dagster_project.orchestration.options import resolve
from dagster_project.publication.versions import current, list_versions


def versions(home: HomeOption = None) -> None:
    """List the publications, newest first; the current one bears a star."""
    place = resolve(home=home).home
    found = list_versions(place)
    if not found:
        typer.echo(f"nothing has been published in {place.root} yet; `scoreline run` publishes")
        return
    now = current(place)
    table(
        ["version", "as of", "published at", "rows", "folder"],
        [
            [
                f"{each.version}{' *' if now and now.version == each.version else ''}",
                each.as_of.isoformat(),
                str(each.content.get("published_at", "")),
                str(sum(int(told["rows"]) for told in each.tables.values())),
                str(each.folder),
            ]
            for each in reversed(found)
        ],
    )
