"""Whatever keeps a check from being judged is a failure, never a pass."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import duckdb
import pytest

from dagster_project.gate import great_expectations_run
from dagster_project.gate.dbt_tests import DeclaredTest, TestResult
from dagster_project.gate.result import ERROR, WARN, GateResult
from dagster_project.gate.run import run_gate
from dagster_project.gate.verdict import verdict
from tests.gate.conftest import EXPECTATIONS, Judge


def _only(tmp_path: Path, file: str) -> Path:
    folder = tmp_path / "only"
    folder.mkdir()
    shutil.copy(EXPECTATIONS / file, folder / file)
    return folder


def test_a_missing_table_fails_every_check_of_it(judge: Judge) -> None:
    results = judge("drop table gate.file_state", only="file_state.yml")
    assert len(results) == 6
    assert all(
        not r.passed and "did not run" in r.observed and "file_state" in r.observed for r in results.values()
    )


def test_a_missing_column_fails_the_check_that_reads_it_and_says_which(judge: Judge) -> None:
    results = judge("alter table gate.file_state drop column truncated", only="file_state.yml")
    assert not results["file_truncated"].passed
    assert "did not run" in results["file_truncated"].observed
    assert "truncated" in results["file_truncated"].observed
    assert results["file_unreadable"].passed


def test_a_missing_column_fails_a_native_expectation(judge: Judge) -> None:
    results = judge("alter table candidate.lineage_file drop column file_id", only="lineage_file.yml")
    assert [r.passed for r in results.values()] == [False, False]
    assert all("did not run" in r.observed for r in results.values())


def test_a_warning_that_could_not_be_judged_blocks(judge: Judge) -> None:
    results = judge("drop table gate.shared_number", only="shared_number.yml")
    assert results["shared_numbers"].severity == ERROR
    assert not verdict(list(results.values())).passed


def test_what_did_not_run_cannot_be_accepted(judge: Judge) -> None:
    accept = {"volume": "looked at it"}
    results = judge(
        "alter table gate.day_volume drop column history_days", only="day_volume.yml", accept=accept
    )
    assert results["volume"].accepted_by is None
    assert results["volume"].blocks


def test_without_a_warehouse_nothing_passes(tmp_path: Path) -> None:
    results = run_gate(tmp_path / "none.duckdb", EXPECTATIONS, [], {})
    assert not any(r.passed for r in results)
    assert "no warehouse" in results[0].observed


def test_an_unreadable_warehouse_passes_nothing(tmp_path: Path) -> None:
    broken = tmp_path / "broken.duckdb"
    broken.write_bytes(b"this is no database" * 500)
    results = run_gate(broken, _only(tmp_path, "missing_rep.yml"), [], {})
    assert [r.passed for r in results] == [False]
    assert "did not run" in results[0].observed


def test_without_great_expectations_nothing_passes(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "great_expectations", None)
    results = run_gate(warehouse, EXPECTATIONS, [], {})
    assert results
    assert not any(r.passed for r in results)
    assert all("Great Expectations cannot be imported" in r.observed for r in results)


def test_great_expectations_raising_passes_nothing(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from great_expectations.datasource.fluent.interfaces import Batch

    def raising(*_: object, **__: object) -> None:
        raise RuntimeError("out of order")

    monkeypatch.setattr(Batch, "validate", raising)
    results = run_gate(warehouse, EXPECTATIONS, [], {})
    assert not any(r.passed for r in results)
    assert "out of order" in results[0].observed


def test_a_check_whose_result_got_lost_fails(
    warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(great_expectations_run, "run_suites", lambda *_: {})
    results = run_gate(warehouse, _only(tmp_path, "missing_rep.yml"), [], {})
    assert [(r.check_id, r.passed) for r in results] == [("every_rep_present", False)]


def test_the_warehouse_can_be_written_again_afterwards(judge: Judge, warehouse: Path) -> None:
    judge(only="missing_rep.yml")
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("create table gate.afterwards(a integer)")


def test_a_path_of_any_name_is_read(sound_warehouse: Path, tmp_path: Path) -> None:
    folder = tmp_path / "电销 per%20cent #1 $HOME"
    folder.mkdir()
    warehouse = Path(shutil.copy(sound_warehouse, folder / "scoreline.duckdb"))
    results = run_gate(warehouse, _only(tmp_path, "missing_rep.yml"), [], {})
    assert results[0].passed, results[0].observed


TEST = DeclaredTest("test.scoreline.unique_fct_call", "unique_fct_call", "fct_call")


@pytest.mark.parametrize(
    ("result", "passed", "observed"),
    [
        (TestResult("pass", 0), True, "no row"),
        (
            TestResult("fail", 3, "Got 3 results, configured to fail if != 0"),
            False,
            "3 row(s) against the rule (Got 3",
        ),
        (TestResult("error", None, "Binder Error: no such column"), False, "did not run: dbt says 'error'"),
        (TestResult("skipped"), False, "did not run"),
        (None, False, "did not run: dbt stored no result"),
    ],
)
def test_a_dbt_test_is_a_check_too(
    warehouse: Path, tmp_path: Path, result: TestResult | None, passed: bool, observed: str
) -> None:
    stored = {TEST.unique_id: result} if result else {}
    results = run_gate(warehouse, _only(tmp_path, "missing_rep.yml"), [TEST], stored)
    found = {r.check_id: r for r in results}["dbt.unique_fct_call"]
    assert found.passed is passed
    assert observed in found.observed
    assert verdict(results).passed is passed


def test_a_dbt_warning_warns_and_a_skipped_one_blocks(warehouse: Path, tmp_path: Path) -> None:
    warning = DeclaredTest("test.scoreline.w", "w", severity=WARN)
    suites = _only(tmp_path, "missing_rep.yml")
    assert verdict(run_gate(warehouse, suites, [warning], {"test.scoreline.w": TestResult("warn", 1)})).passed
    assert not verdict(
        run_gate(warehouse, suites, [warning], {"test.scoreline.w": TestResult("skipped")})
    ).passed


def _result(check_id: str, passed: bool = True, severity: str = ERROR, by: str | None = None) -> GateResult:
    why = "seen" if by else None
    return GateResult(check_id, "t", "plausibility", "s", passed, by, why, severity, "o", "e", "w")


def test_the_verdict() -> None:
    assert verdict([_result("a"), _result("b", False, WARN), _result("c", False, by="li.na")]).passed
    refused = verdict([_result("a"), _result("b", False)])
    assert (refused.passed, [r.check_id for r in refused.blocking]) == (False, ["b"])


def test_no_result_at_all_is_a_refusal() -> None:
    assert not verdict([]).passed


def test_a_declared_check_without_result_is_a_refusal() -> None:
    refused = verdict([_result("a")], declared=["a", "b"])
    assert [(r.check_id, r.passed) for r in refused.blocking] == [("b", False)]
    assert "did not run" in refused.blocking[0].observed
