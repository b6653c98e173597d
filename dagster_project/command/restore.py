"""`scoreline restore`: a home out of a backup."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dagster_project.errors import ScorelineError
from dagster_project.home import Home


def restore(
    source: Annotated[Path, typer.Argument(metavar="SRC", help="A file that `scoreline backup` wrote.")],
    home: Annotated[Path, typer.Option("--home", metavar="DIR", help="A new or empty folder.")],
) -> None:
    """Unpack a backup into a new or empty folder, every file against its SHA-256. The home then runs on."""
    from dagster_project.keeping.backup import restore as do

    done = do(source.absolute(), Home(home.expanduser().absolute()))
    typer.echo(f"{done.path}: {done.files} files, current version {done.current}")
    typer.echo(f"next: scoreline run --home {done.path} (it makes the warehouse again from the raw store)")
    if done.problems:
        raise ScorelineError("\n  ".join(["restored as it was when it was backed up:", *done.problems]))
