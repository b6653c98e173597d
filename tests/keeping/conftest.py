"""Homes with a few publications of small hand-made warehouses, and the command on them."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dagster_project.command.failure import explain
from dagster_project.command.main import app
from dagster_project.errors import ScorelineError
from dagster_project.home import Home
from dagster_project.ingest.original import sha256_of
from dagster_project.record.log import append
from tests.publication.warehouse import Site


@dataclass(frozen=True)
class Done:
    """What a command did."""

    returncode: int
    stdout: str
    stderr: str


Scoreline = Callable[..., Done]
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
    """The command on this home, in this process: what it says and its exit code."""

    def run(*arguments: str | Path, home: Path | None = None) -> Done:
        words = [*map(str, arguments), "--home", str(home or site.home.root)]
        done = CliRunner().invoke(app, words)
        if done.exception is None or isinstance(done.exception, SystemExit):
            return Done(done.exit_code, done.stdout, done.stderr)
        said, code = explain(done.exception)
        assert isinstance(done.exception, ScorelineError), said
        return Done(code, done.stdout, f"{done.stderr}{said}")

    return run


def unlock(path: Path) -> Path:
    """Make a published file one of its own that can be written: links to other versions stay as they are."""
    aside = path.with_name(path.name + ".own")
    shutil.copyfile(path, aside)
    aside.replace(path)
    path.chmod(0o644)
    return path


def close_month(home: Home, month: str, version: int) -> None:
    """A closed month without any rows, as record and folder show it."""
    path = home.closed / month / "closed.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({"version": version, "month": month, "files": []}))
    append(home, "closed", month=month, version=version, sha256=sha256_of(path))
