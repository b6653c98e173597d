"""One small home with one publication, made by the real command and shared by all workers."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from filelock import FileLock

from dagster_project.home import Home
from dagster_project.trace.opened import Opened, open_publication
from tests.trace.in_memory import InMemory
from tests.trace.site import AS_OF, landed, write_landing, write_policy


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        root = root.parent
    folder = root / "trace-site"
    with FileLock(folder.with_suffix(".lock")):
        if not (folder / "done").exists():
            shutil.rmtree(folder, ignore_errors=True)
            site = landed(folder, write_policy(folder / "policy"))
            write_landing(site.landing)
            site.run(date.fromisoformat(AS_OF))
            (folder / "done").touch()
    return folder


@pytest.fixture(scope="session")
def home(site_folder: Path) -> Home:
    """Nobody writes here but to the record."""
    return Home(site_folder / "home")


@pytest.fixture
def own_home(home: Home, tmp_path: Path) -> Home:
    """A copy to spoil."""
    shutil.copytree(home.root, tmp_path / "home", symlinks=True)
    return Home(tmp_path / "home")


@pytest.fixture(scope="session")
def opened(home: Home) -> Iterator[Opened]:
    found = InMemory.of(open_publication(home, None))
    yield found
    found.connection.close()
