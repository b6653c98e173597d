from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
import yaml

from dagster_project.gate.result import GateResult
from dagster_project.gate.run import run_gate
from tests.gate import small_warehouse

EXPECTATIONS = Path(__file__).resolve().parents[2] / "expectations"

Judge = Callable[..., dict[str, GateResult]]
JudgeOne = Callable[[str, str, str], GateResult]


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

    def run(
        sql: str = "", *, only: str | None = None, accept: dict[str, str] | None = None
    ) -> dict[str, GateResult]:
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


@pytest.fixture
def judge_one(warehouse: Path, tmp_path: Path) -> JudgeOne:
    """Change the warehouse by SQL and run one declared check of one table alone, which is quick."""

    def run(file: str, check_id: str, sql: str) -> GateResult:
        with duckdb.connect(str(warehouse)) as connection:
            connection.execute(sql)
        name, _, table = check_id.partition(".")
        content = yaml.safe_load((EXPECTATIONS / file).read_text(encoding="utf-8"))
        content["tables"] = {key: value for key, value in content["tables"].items() if table in ("", key)}
        content["checks"] = [check for check in content["checks"] if check["check_id"] == name]
        suites = tmp_path / "expectations"
        suites.mkdir()
        (suites / file).write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
        [result] = run_gate(warehouse, suites, [], {})
        return result

    return run
