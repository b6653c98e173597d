"""Homes with a few publications of small hand-made warehouses, and the real command on them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dagster_project.home import PROJECT, Home
from tests.publication.warehouse import Site

Scoreline = Callable[..., "subprocess.CompletedProcess[str]"]
DAYS = ["2026-06-30", "2026-07-01", "2026-07-02"]


@pytest.fixture(scope="session")
def three(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Below it, a home with versions 1 to 3, one day more each. Nobody writes here; `site` is a copy."""
    root = tmp_path_factory.mktemp("three")
    site = Site(root)
    for number in range(1, 4):
        publish_night(site, number)
    return root


def publish_night(site: Site, number: int) -> int:
    """Publish the first `number` days, from an input of their own; the version."""
    site.build([*DAYS, "2026-07-03", "2026-07-06"][:number])
    return site.publish(input_hash=f"{number:064}").version


@pytest.fixture
def site(three: Path, tmp_path: Path) -> Site:
    """A home with three publications, hard links between them kept."""
    return copy_of(three, tmp_path / "site")


def copy_of(root: Path, to: Path) -> Site:
    subprocess.run(["cp", "-a", str(root), str(to)], check=True)
    site = Site.__new__(Site)
    site.home, site.policy, site.sql = Home(to / "home"), to / "policy", to / "dbt_models"
    return site


@pytest.fixture
def scoreline(site: Site) -> Scoreline:
    """The command, on this home."""

    def run(*arguments: str | Path, stdin: str = "", home: Path | None = None) -> object:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("SCORELINE_")}
        words = [*map(str, arguments), "--home", str(home or site.home.root)]
        done = subprocess.run(
            [sys.executable, "-m", "dagster_project.command.main", *words],
            capture_output=True,
            text=True,
            check=False,
            input=stdin,
            env=clean | {"PYTHONPATH": str(PROJECT), "COLUMNS": "200"},
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done

    return run


def unlock(path: Path) -> Path:
    """Make a published file one of its own that can be written: links to other versions stay as they are."""
    aside = path.with_name(path.name + ".own")
    shutil.copyfile(path, aside)
    aside.replace(path)
    path.chmod(0o644)
    return path
