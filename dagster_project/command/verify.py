"""`scoreline verify`: make a publication again and say whether it is equal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dagster_project.command.arguments import HomeOption
from dagster_project.errors import UsageError
from dagster_project.keeping.state import require_whole
from dagster_project.orchestration.lock import brought_up
from dagster_project.orchestration.options import resolve
from dagster_project.publication.versions import current, folder_name, read_manifest

if TYPE_CHECKING:
    from dagster_project.home import Home
    from dagster_project.publication.versions import Manifest
    from dagster_project.verification.report import Report

SHOWN = 20
"""Differences per table on the screen; files and JSON have all."""


def verify(
    version: Annotated[
        int | None, typer.Argument(metavar="[N]", help="The version [default: the current one].")
    ] = None,
    home: HomeOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Also write everything as JSON to this file.")
    ] = None,
) -> None:
    """Recompute a publication from the raw store with the policy and the SQL it carries; compare every row.

    Reads only; exit code 0 if everything is equal, 1 if not, 2 if there is no such version.
    """
    place = brought_up(resolve(home=home).home)
    manifest = _chosen(place, version)
    require_whole(place, manifest, what="verify")
    from dagster_project.verification.run import verify as verified

    report = verified(place, manifest, None if as_json or out else SHOWN)
    text = json.dumps(report.told(), ensure_ascii=False, indent=1)
    if out is not None:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(text + "\n", encoding="utf-8")
    if as_json:
        typer.echo(text)
    else:
        _show(report)
    if not report.equal:
        raise typer.Exit(1)


def _chosen(home: Home, version: int | None) -> Manifest:
    """The publication to verify. Raises UsageError if there is none of that number."""
    if version is not None:
        folder = home.published / folder_name(version)
        if not folder.is_dir():
            raise UsageError(f"{folder}: no such version; `scoreline versions` lists them")
        return read_manifest(folder)
    manifest = current(home)
    if manifest is None:
        raise UsageError(f"nothing has been published in {home.root} yet; `scoreline run` publishes")
    return manifest


def _show(report: Report) -> None:
    for sentence in report.noted:
        typer.echo(f"note: {sentence}")
    for sentence in report.damaged:
        typer.echo(f"damaged: {sentence}")
    if report.problem:
        typer.echo(f"not recomputed: {report.problem}")
    for table in report.differing:
        for difference in table.differences[:SHOWN]:
            typer.echo(str(difference))
        typer.echo(
            f"{table.table}: {table.differing_rows} row(s) differ; published {table.published_rows}, "
            f"recomputed {table.recomputed_rows}"
        )
    rows = sum(table.published_rows for table in report.compared)
    said = f"{len(report.compared)} tables, {rows} rows, {report.raw_files} raw files"
    typer.echo(f"not compared, they tell of runs: {', '.join(report.excluded)}" if report.excluded else said)
    verdict = "equal" if report.equal else "NOT equal"
    verdict += f", {report.forgotten} forgotten customer(s)" if report.forgotten else ""
    typer.echo(f"version {report.version} (as of {report.as_of}): {verdict} ({said})")
