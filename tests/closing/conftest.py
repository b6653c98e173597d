"""Two stories of closed months, told once each and read by every test."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from tests.closing.books import Books
from tests.closing.penalty import tell_of_penalties
from tests.closing.story import tell


@pytest.fixture(scope="session")
def books(tmp_path_factory: pytest.TempPathFactory) -> Books:
    """The home of `story`; nobody writes there any more."""
    return _told_once(tmp_path_factory, "closing", tell)


@pytest.fixture(scope="session")
def penalties(tmp_path_factory: pytest.TempPathFactory) -> Books:
    """The home of `penalty`, likewise."""
    return _told_once(tmp_path_factory, "penalties", tell_of_penalties)


def _told_once(factory: pytest.TempPathFactory, name: str, tell_it: Callable[[Path], None]) -> Books:
    root = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        root = root.parent
    folder: Path = root / name
    with FileLock(folder.with_suffix(".lock")):
        if not (folder / "done").exists():
            tell_it(folder / "story")
            (folder / "done").touch()
    return Books(folder / "story")
