"""`scoreline quarantine`: what was refused, why, and the file to correct and drop again."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from dagster_project.command.arguments import HomeOption, SourcesOption
from dagster_project.command.screen import table
from dagster_project.orchestration.options import resolve
from dagster_project.quarantine.correction import write_corrections
from dagster_project.quarantine.store import refused_files, refused_lines

app = typer.Typer(
    help="What was refused: file, line, column, value, and what was expected.", no_args_is_help=True
)

Files = Annotated[
    list[str] | None,
    typer.Argument(metavar="[FILE]...", help="Path below the landing folder, or the start of its SHA-256."),
]
NOTHING = "nothing is in quarantine"


@app.command("list")
def list_(home: HomeOption = None) -> None:
    """Files with refused lines, and files that were refused whole."""
    place = resolve(home=home).home
    lines, files = refused_lines(place), refused_files(place)
    if not lines and not files:
        typer.echo(NOTHING)
        return
    counted = Counter((line.entity, line.file_name, line.file_id) for line in lines)
    first = {line.file_id: line for line in reversed(lines)}
    rows = [
        [entity, name, file_id[:12], str(count), f"line {first[file_id].line_no}: {first[file_id].expected}"]
        for (entity, name, file_id), count in sorted(counted.items())
    ]
    rows += [[file.entity, file.file_name, file.file_id[:12], "all", file.reason] for file in files]
    table(["entity", "file", "sha256", "lines", "the first of them"], rows)


@app.command()
def show(files: Files = None, home: HomeOption = None) -> None:
    """Every refused line: file, line, column, value and what was expected."""
    place = resolve(home=home).home
    words = files or []
    said = [f"{file.file_name}: {file.reason}" for file in refused_files(place, words)]
    said += [str(line) for line in refused_lines(place, words)]
    typer.echo("\n".join(said) or NOTHING)


@app.command()
def export(
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the files to correct.")],
    files: Files = None,
    home: HomeOption = None,
    sources: SourcesOption = None,
) -> None:
    """Write the refused lines with their header and reasons, one CSV per file, to correct and drop again."""
    options = resolve(home=home, sources=sources)
    written = write_corrections(options.home, options.sources, refused_lines(options.home, files or []), out)
    for path in written:
        typer.echo(str(path))
    typer.echo(f"{len(written)} file(s) written; correct the lines and put the files into the landing folder")
