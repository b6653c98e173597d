"""Files that appear whole or not at all: written aside in the same folder, synced, then renamed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import get_ident

ENDING = ".aside"


@contextmanager
def written_aside(target: Path) -> Iterator[Path]:
    """A path to write to; on leaving without an error it becomes `target`, otherwise it is removed."""
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(f".{target.name}.{get_ident()}{ENDING}")
    try:
        yield aside
        _sync(aside)
        aside.replace(target)
        _sync(target.parent)
    finally:
        aside.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove_leftovers(*folders: Path) -> None:
    """Remove what a killed run left aside. Only for the one process that holds the home."""
    for folder in folders:
        for path in folder.rglob(f".*{ENDING}"):
            path.unlink()
