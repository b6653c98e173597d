"""Files that appear whole or not at all: written aside in the same folder, synced, then renamed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import get_ident

ENDING = ".aside"
SYNCS = 16
"""Files brought to the disk at a time: they share its writes."""


_waiting: list[Path] | None = None
"""Files that `synced_together` brings to the disk at its end; None outside of it."""


@contextmanager
def synced_together() -> Iterator[None]:
    """Until its end nothing that is written aside is surely on the disk; then all of it is.

    Thousands of small files come there in a fraction of the time that they take one by one. What stood there
    when the power failed may be empty under its whole name: only what is decided after the end may rest on
    it.
    """
    global _waiting  # noqa: PLW0603 - one process writes to a home
    _waiting = []
    try:
        yield
        files, _waiting = _waiting, None
        with ThreadPoolExecutor(SYNCS) as pool:
            list(pool.map(_sync, files))
            list(pool.map(_sync, {file.parent for file in files}))
    finally:
        _waiting = None


@contextmanager
def written_aside(target: Path) -> Iterator[Path]:
    """A path to write to; on leaving without an error it becomes `target`, otherwise it is removed."""
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(f".{target.name}.{get_ident()}{ENDING}")
    try:
        yield aside
        if _waiting is not None:
            aside.replace(target)
            _waiting.append(target)
            return
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
