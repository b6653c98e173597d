"""`scoreline layouts`: the vendor layouts that ship, and one's own."""

from __future__ import annotations

from typing import Annotated

import typer

from dagster_project.command.arguments import SourcesOption
from dagster_project.command.screen import table
from dagster_project.errors import UsageError, nearest
from dagster_project.orchestration.options import resolve


def layouts(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="Show this one whole.")] = None,
    sources: SourcesOption = None,
) -> None:
    """List the layouts; with a NAME its notes and its file.

    `documented`: every header comes from the vendor's documents. `generic`: no vendor's own form. `template`:
    from memory; copy it beside your sources file and let `scoreline probe FILE` show what does not fit.
    """
    from dagster_project.probe.fit import layouts_for
    from dagster_project.probe.suggest import own_layouts

    found = {layout.name: layout for layout in layouts_for(own_layouts(resolve(sources=sources).sources))}
    if name is None:
        rows = [
            [one.name, one.entity or "any", one.certainty, " ".join(one.files), one.title]
            for one in sorted(found.values(), key=lambda one: (one.certainty == "template", one.name))
        ]
        table(["layout", "entity", "certainty", "files", "what"], rows)
        return
    if name not in found:
        raise UsageError(f"{name}: no such layout{nearest(name, found)}")
    for note in found[name].note:
        typer.echo(f"# note: {note}")
    typer.echo(f"# {found[name].path}")
    typer.echo(found[name].content.decode().rstrip())
