"""What starts the job by itself, and what a start finds of runs before it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from dagster import (
    DagsterInstance,
    DagsterRunStatus,
    RunRequest,
    SkipReason,
    build_schedule_context,
    build_sensor_context,
    job,
)

from dagster_project.orchestration.abandoned import close_abandoned_runs
from dagster_project.orchestration.job import build_job
from dagster_project.orchestration.schedule import build_schedule, build_sensor


@pytest.fixture
def landing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SCORELINE_HOME", str(tmp_path / "home"))
    folder = tmp_path / "home" / "landing"
    folder.mkdir(parents=True)
    return folder


def test_a_late_tick_still_reports_the_day_before_it_was_due(landing: Path) -> None:
    schedule = build_schedule(build_job(), "Asia/Shanghai")
    due = datetime(2026, 9, 30, 18, tzinfo=UTC)  # 02:00 of 1 October in Shanghai
    request: Any = schedule(build_schedule_context(scheduled_execution_time=due))
    assert request.run_key == "2026-09-30"
    config = request.run_config["resources"]["nightly"]["config"]
    assert (config["as_of"], config["landing"]) == ("2026-09-30", str(landing))


def test_new_files_start_the_job_once_they_lie_still(landing: Path) -> None:
    sensor = build_sensor(build_job())

    def tick(cursor: str | None) -> tuple[Any, str | None]:
        with DagsterInstance.ephemeral() as instance:
            context = build_sensor_context(instance=instance, cursor=cursor)
            [answer] = list(sensor(context))  # type: ignore[call-overload]
            return answer, context.cursor

    (landing / "calls").mkdir()
    (landing / "calls" / "night.csv").write_text("call_id\n", encoding="utf-8")
    first, seen = tick(None)
    assert isinstance(first, SkipReason)
    second, seen = tick(seen)
    third, _ = tick(seen)
    assert isinstance(second, RunRequest)
    assert second.run_key == third.run_key == seen
    (landing / "calls" / "night.csv").write_text("call_id\nc1\n", encoding="utf-8")
    assert isinstance(tick(seen)[0], SkipReason)


def test_an_empty_landing_folder_starts_nothing(landing: Path) -> None:
    with DagsterInstance.ephemeral() as instance:
        [answer] = list(build_sensor(build_job())(build_sensor_context(instance=instance)))  # type: ignore[call-overload]
    assert "has been read" in answer.skip_message


def test_runs_that_were_cut_off_no_longer_count_as_started() -> None:
    @job
    def nightly() -> None:
        """No steps."""

    with DagsterInstance.ephemeral() as instance:
        dead, mine, waiting = (
            instance.create_run_for_job(nightly, status=status)
            for status in (DagsterRunStatus.STARTED, DagsterRunStatus.STARTED, DagsterRunStatus.NOT_STARTED)
        )
        assert close_abandoned_runs(instance, mine.run_id) == [dead.run_id]
        found = {run.run_id: run.status for run in instance.get_runs()}
    assert found == {
        dead.run_id: DagsterRunStatus.FAILURE,
        mine.run_id: DagsterRunStatus.STARTED,
        waiting.run_id: DagsterRunStatus.NOT_STARTED,
    }
