"""Which format a home has. Imports nothing heavy: every command asks."""

from __future__ import annotations

import json
import os
from importlib.metadata import version
from pathlib import Path

from dagster_project.errors import ScorelineError
from dagster_project.home import Home

FORMAT = 2
"""1: publications and raw store. 2: a record log that names every publication; manifests of format 2."""

RESTORING = ".restoring"
"""Stands in a home for as long as a restore has not filled it."""


def path_of(home: Home) -> Path:
    """The file that names the format."""
    return home.root / "format.json"


def read_format(home: Home) -> int | None:
    """The home's format; 1 where it holds something and names none, None for a home that is still empty.

    Raises ScorelineError for a file that is not what it should be.
    """
    path = path_of(home)
    try:
        return int(json.loads(path.read_bytes())["format"])
    except FileNotFoundError:
        used = any(home.published.glob("v[0-9]*")) or any(home.ledger.glob("[0-9]*.jsonl"))
        return 1 if used else None
    except (ValueError, KeyError, TypeError) as error:
        raise ScorelineError(
            f'{path}: expected {{"format": {FORMAT}, ...}}, found {type(error).__name__}: {error}; '
            "restore it from a backup"
        ) from error


def write_format(home: Home) -> None:
    """Name this code's format, in one step."""
    path = path_of(home)
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f"{path.name}.{os.getpid()}")
    with aside.open("w", encoding="utf-8") as file:
        json.dump({"format": FORMAT, "written_by": version("scoreline")}, file)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)


def refuse_unfit(home: Home) -> None:
    """Raise ScorelineError for a home of a newer format, or one that a restore has not filled yet."""
    if (home.root / RESTORING).exists():
        raise ScorelineError(
            f"{home.root}: a restore into this folder was cut off or is at work; if none is, empty the "
            "folder and restore again"
        )
    found = read_format(home)
    if found is not None and found > FORMAT:
        raise ScorelineError(
            f"{home.root} was written by a newer version of Scoreline (format {found}; this version knows "
            f"{FORMAT}): nothing was touched; install the newer version, or restore a backup made before"
        )
