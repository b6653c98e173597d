"""One story of a closed month, told once and read by every test."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from filelock import FileLock

from tests.closing.books import Books
from tests.closing.story import tell


@pytest.fixture(scope="session")
def books(tmp_path_factory: pytest.TempPathFactory) -> Books:
    """The home of the story; nobody writes there any more."""
    root = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        root = root.parent
    folder: Path = root / "closing"
    with FileLock(folder.with_suffix(".lock")):
        if not (folder / "done").exists():
            tell(folder / "story")
            (folder / "done").touch()
    return Books(folder / "story")
