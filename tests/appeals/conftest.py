"""A small published world to appeal in, and the command that does it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dagster_project.command.failure import explain
from dagster_project.command.main import app
from tests.restatement.world import MONDAY, SUNDAY, World

Call = Callable[..., Result]


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> World:
    """R1 and R2 of team T1 under scheme s, R1 on Monday under scheme t as well; one week, one month."""
    world = World(tmp_path_factory.mktemp("appeals"))
    world.add("dim_rep", rep_id="R1", valid_from=MONDAY, name="王芳", team_id="T1")
    world.add("dim_rep", rep_id="R2", valid_from=MONDAY, name="Li Lei", team_id="T1")
    for kind, subject in (("rep", "R1"), ("rep", "R2"), ("team", "T1")):
        world.kpi("kpi_daily", MONDAY, MONDAY, kind, subject, actual=2)
        world.kpi("kpi_weekly", MONDAY, SUNDAY, kind, subject, actual=2)
    world.kpi("kpi_daily", MONDAY, MONDAY, "rep", "R1", scheme_id="t", kpi_id="talk_time", actual=60)
    world.night()
    return world


@pytest.fixture
def world(published: World, tmp_path: Path) -> World:
    return published.copied(tmp_path)


@pytest.fixture
def call(world: World) -> Call:
    """Call the command line on the world's home; errors become their text and code, as in `main`."""

    def called(*words: str) -> Result:
        result = CliRunner().invoke(app, [*words, "--home", str(world.home.root)])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            text, result.exit_code = explain(result.exception)
            result.stderr_bytes = text.encode()
        return result

    return called
