"""The gate's process beside dbt finds what this process would find, and fails closed as well."""

from __future__ import annotations

from pathlib import Path

from dagster_project.gate import great_expectations_run
from dagster_project.gate.beside import Beside, started
from dagster_project.gate.declaration import load_suites
from tests.gate.conftest import EXPECTATIONS


def test_the_other_process_finds_the_same(warehouse: Path) -> None:
    """Over the same warehouse, check by check."""
    suites = load_suites(EXPECTATIONS)
    with started(EXPECTATIONS) as beside:
        told = beside.run_suites(warehouse, suites)
    assert told == great_expectations_run.run_suites(warehouse, suites)


def test_a_process_that_died_is_made_up_for(warehouse: Path) -> None:
    """Killed before it was asked: the findings are there all the same."""
    suites = load_suites(EXPECTATIONS)
    beside = Beside(EXPECTATIONS)
    beside.end()
    assert all(finding.ran for finding in beside.run_suites(warehouse, suites).values())


def test_findings_that_lack_a_check_are_not_believed(warehouse: Path, tmp_path: Path) -> None:
    """It was started on other suites than the run declares: everything is judged here."""
    (tmp_path / "missing_rep.yml").write_bytes((EXPECTATIONS / "missing_rep.yml").read_bytes())
    suites = load_suites(EXPECTATIONS)
    with started(tmp_path) as beside:
        found = beside.run_suites(warehouse, suites)
    assert set(found) == {check.check_id for suite in suites for check in suite.checks}
