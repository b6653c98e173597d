"""Runs that end badly, as the events tell of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from dagster_project.gate.result import GateResult
from dagster_project.lineage_events.emit import KEPT_RUNS, begin, end, folder
from dagster_project.orchestration.options import resolve
from dagster_project.orchestration.session import Session


def session(home: Path, *judged: GateResult) -> Session:
    return Session(options=resolve(home=home), run_id=str(uuid4()), judged=list(judged) or None)


def events(one: Session) -> list[dict[str, Any]]:
    file = folder(one.options.home) / f"{one.run_id}.jsonl"
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def result(check_id: str, passed: bool) -> GateResult:
    return GateResult(
        check_id=check_id,
        table_name="kpi_daily",
        guards="integrity",
        scope="",
        accepted_by=None,
        accepted_why=None,
        severity="error",
        passed=passed,
        observed="R0815 has 7 calls",
        expected="none",
        way_out="mend it",
    )


def test_a_refused_run_fails_and_names_the_checks_alone(tmp_path: Path) -> None:
    run = session(tmp_path, result("keys", False), result("sums", True))
    begin(run, [])
    end(run)
    told = events(run)
    assert [(event["job"]["name"], event["eventType"]) for event in told] == [
        ("nightly", "START"),
        ("nightly.gate", "START"),
        ("nightly.gate", "FAIL"),
        ("nightly", "FAIL"),
    ]
    assert told[2]["run"]["facets"]["errorMessage"]["message"] == "refused by keys"
    assert "R0815" not in json.dumps(told)


def test_a_run_that_was_cut_off_is_aborted_by_the_next(tmp_path: Path) -> None:
    killed = session(tmp_path)
    begin(killed, [])
    begin(session(tmp_path), [killed.run_id, str(uuid4())])
    assert [event["eventType"] for event in events(killed)] == ["START", "ABORT"]
    assert len(list((tmp_path / "lineage").iterdir())) == 2


def test_the_files_of_the_last_runs_are_kept(tmp_path: Path) -> None:
    last = [session(tmp_path) for _ in range(KEPT_RUNS + 3)]
    for one in last:
        begin(one, [])
    assert len(list((tmp_path / "lineage").iterdir())) == KEPT_RUNS
    assert events(last[-1])


def test_events_that_cannot_be_written_end_no_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    run = session(tmp_path)
    begin(run, [])
    (tmp_path / "lineage" / f"{run.run_id}.jsonl").unlink()
    (tmp_path / "lineage" / f"{run.run_id}.jsonl").mkdir()
    end(run)
    assert "lineage events of this run are not complete" in caplog.text


def test_the_namespace_is_that_of_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENLINEAGE_NAMESPACE", "north")
    run = session(tmp_path)
    begin(run, [])
    assert events(run)[0]["job"]["namespace"] == "north"
