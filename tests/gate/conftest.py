from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from dagster_project.gate.result import GateResult
from dagster_project.gate.run import run_gate
from tests.gate import small_warehouse

EXPECTATIONS = Path(__file__).resolve().parents[2] / "expectations"

Judge = Callable[..., dict[str, GateResult]]


@pytest.fixture(scope="session")
def sound_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("warehouse") / "sound.duckdb"
    small_warehouse.build(path)
    return path


@pytest.fixture
def warehouse(sound_warehouse: Path, tmp_path: Path) -> Path:
    """A sound warehouse of the test's own."""
    return Path(shutil.copy(sound_warehouse, tmp_path / "scoreline.duckdb"))


@pytest.fixture
def judge(warehouse: Path, tmp_path: Path) -> Judge:
    """Change the warehouse by SQL, run one file of checks (or all), give the results by id."""

    def run(sql: str = "", *, only: str | None = None, accept: dict[str, str] | None = None) -> dict[str, GateResult]:
        if sql:
            with duckdb.connect(str(warehouse)) as connection:
                connection.execute(sql)
        suites = EXPECTATIONS
        if only:
            suites = tmp_path / "expectations"
            suites.mkdir(exist_ok=True)
            shutil.copy(EXPECTATIONS / only, suites / only)
        return {r.check_id: r for r in run_gate(warehouse, suites, [], {}, accept, "li.na")}

    return run
