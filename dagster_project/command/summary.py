"""What `scoreline run` ends with: what was published, and where to look next."""

from __future__ import annotations

import typer

from dagster_project.command.screen import table
from dagster_project.comparison.told import restated
from dagster_project.keeping.state import told as told_by_record
from dagster_project.orchestration.launch import Launched
from dagster_project.orchestration.options import RunOptions
from dagster_project.publication.versions import read_manifest
from dagster_project.record.log import head


def show(options: RunOptions, launched: Launched) -> None:
    """Print the published tables with their rows, then paths and commands."""
    manifest = read_manifest(launched.folder)
    if launched.changed:
        typer.echo(f"Published version {manifest.version}, as of {manifest.as_of}.")
    elif told_by_record(options.home).rolled_back:
        typer.echo(f"Nothing was published: version {manifest.version}, as of {manifest.as_of}, stays.")
    else:
        typer.echo(f"Every number is as before: version {manifest.version}, as of {manifest.as_of}, stays.")
    typer.echo("")
    if launched.changed and (lines := restated(manifest, options.home.root)):
        typer.echo("\n".join([*lines, ""]))
    filled = {name: told for name, told in manifest.tables.items() if told["rows"]}
    table(["table", "rows"], [[name, f"{told['rows']:,}"] for name, told in sorted(filled.items())])
    typer.echo("")
    length, last = head(options.home)
    typer.echo(f"The record of this home has {length} lines; the last one's hash is {last}.")
    typer.echo("")
    typer.echo("Look at next:")
    typer.echo(
        f"  {options.home.published / 'current' / 'scoreline.duckdb'}   every table, for any DuckDB client"
    )
    typer.echo(f"  scoreline ui --home {options.home.root}   the run in Dagster's web page")
    typer.echo(f"  scoreline quarantine list --home {options.home.root}   what was refused, and why")
