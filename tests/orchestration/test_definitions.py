"""What Dagster is told, without running anything."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from dagster import AssetKey, DefaultScheduleStatus, DefaultSensorStatus, Definitions, validate_run_config

from dagster_project.gate.declaration import load_suites
from dagster_project.orchestration.assemble import build_definitions
from dagster_project.orchestration.inspect import SUITES
from dagster_project.orchestration.job import JOB
from dagster_project.orchestration.manifest import manifest
from dagster_project.orchestration.raw import entities


@pytest.fixture(scope="module")
def defs() -> Definitions:
    return build_definitions()


def test_every_raw_entity_policy_table_and_built_model_is_an_asset(defs: Definitions) -> None:
    keys = set(defs.resolve_asset_graph().get_all_asset_keys())
    models = {
        AssetKey([node["schema"], node["name"]])
        for node in manifest()["nodes"].values()
        if node["resource_type"] == "model" and node["config"]["materialized"] != "ephemeral"
    }
    assert models <= keys
    assert {AssetKey(["raw", entity]) for entity in entities()} <= keys
    assert AssetKey(["policy", "targets"]) in keys
    assert AssetKey("publication") in keys


def test_staging_stands_behind_the_raw_entity_that_it_reads(defs: Definitions) -> None:
    graph = defs.resolve_asset_graph()
    assert AssetKey(["raw", "calls"]) in graph.get(AssetKey(["staging", "stg_calls"])).parent_keys


def test_every_declared_check_and_every_dbt_test_is_an_asset_check(defs: Definitions) -> None:
    checks = defs.resolve_job_def(JOB).asset_layer.asset_graph.asset_check_keys
    names = {key.name for key in checks}
    declared = {check.check_id for suite in load_suites(SUITES) for check in suite.checks}
    tests = {node["name"] for node in manifest()["nodes"].values() if node["resource_type"] == "test"}
    assert {check_id.replace(".", "__") for check_id in declared} <= names
    assert tests <= names


def test_checks_of_the_gate_block_and_the_publication_waits_for_them(defs: Definitions) -> None:
    graph = defs.resolve_asset_graph()
    for suite in load_suites(SUITES):
        for check in suite.checks:
            key = next(key for key in graph.asset_check_keys if key.name == check.check_id.replace(".", "__"))
            assert graph.get_check_spec(key).blocking == (check.severity == "error")
            assert key.asset_key in graph.get(AssetKey("publication")).parent_keys


def test_a_launch_without_any_configuration_is_valid(defs: Definitions) -> None:
    validate_run_config(defs.resolve_job_def(JOB), {})


def test_schedule_runs_at_two_in_the_time_zone_of_the_policy(defs: Definitions) -> None:
    [schedule] = defs.schedules or []
    assert (schedule.cron_schedule, schedule.execution_timezone) == ("0 2 * * *", "Asia/Shanghai")


def test_nothing_starts_by_itself_until_somebody_says_so(defs: Definitions) -> None:
    [schedule], [sensor] = defs.schedules or [], defs.sensors or []
    assert schedule.default_status is DefaultScheduleStatus.STOPPED
    assert sensor.default_status is DefaultSensorStatus.STOPPED


def test_loading_the_definitions_makes_no_home_and_opens_no_database(tmp_path: Path) -> None:
    home = tmp_path / "home"
    program = (
        "import duckdb\n"
        "def opened(*_, **__): raise SystemExit('a database was opened')\n"
        "duckdb.connect = opened\n"
        "import dagster_project.definitions\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"PATH": "", "SCORELINE_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert not home.exists()
