"""`scoreline backup`: a home as one file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dagster_project.command.arguments import HomeOption
from dagster_project.errors import ScorelineError
from dagster_project.home import Home
from dagster_project.orchestration.lock import hold
from dagster_project.orchestration.options import resolve


def backup(
    dest: Annotated[Path, typer.Argument(metavar="DEST", help="A new file, or a folder to put one into.")],
    home: HomeOption = None,
) -> None:
    """Write everything that cannot be made again into one file: raw store, publications, record, keys.

    Left out: the warehouse, caches, logs, and the landing folder. The file is read back before it gets its
    name. Keep it as safe as the home: it holds names, numbers and the keys of numbers.
    """
    from dagster_project.keeping.backup import back_up

    place: Home = resolve(home=home).home
    if not place.root.is_dir():
        raise ScorelineError(f"{place.root}: no such home")
    with hold(place, "backup", upgrading=False):
        done = back_up(place, dest.absolute())
    typer.echo(f"{done.path}: {done.files} files, {done.bytes:,} bytes, current version {done.current}")
    if done.problems:
        raise ScorelineError(
            "\n  ".join(
                ["the backup is whole, but the home itself is not as it was published:", *done.problems]
            )
        )
