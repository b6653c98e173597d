"""A home whose files are read, staged and derived for real, models chosen by the test."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dagster_project.home import PROJECT, Home
from dagster_project.ingest.run import ingest
from dagster_project.orchestration.fingerprint import dbt_hash
from dagster_project.policy.load import load_policy
from dagster_project.warehouse.dbt_manifest import kept_manifest, load_manifest
from dagster_project.warehouse.dbt_run import close_connections
from dagster_project.warehouse.environment import DBT_PROJECT, set_environment
from dagster_project.warehouse.prepare import prepare
from tests.core_policy import copy_core_policy, core_policy

Derive = Callable[..., Home]


def policy_with(folder: Path, **changes: str) -> Path:
    """A copy of the shipped policy with other settings."""
    copy_core_policy(folder)
    settings = folder / "settings.csv"
    lines = settings.read_text(encoding="utf-8").splitlines()
    names = {line.split(",")[0] for line in lines}
    assert set(changes) <= names
    settings.write_text(
        "".join(
            f"{line.split(',')[0]},{changes[line.split(',')[0]]}\n"
            if line.split(",")[0] in changes
            else f"{line}\n"
            for line in lines
        ),
        encoding="utf-8",
    )
    return folder


@pytest.fixture
def derive(tmp_path: Path) -> Derive:
    """`derive(files, select)` lands texts, runs dbt on the chosen models, gives the home."""

    def run(
        files: Mapping[str, str],
        select: str,
        as_of: str = "2026-09-30",
        policy: Path | None = None,
        sources: Path = PROJECT / "dagster_project" / "sources.yml",
    ) -> Home:
        home = Home(tmp_path / "home").ensure()
        landing = tmp_path / "landing"
        for name, text in files.items():
            path = landing / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            os.utime(path, (1_700_000_000, 1_700_000_000))
        loaded = load_policy(policy or core_policy())
        ingest(home, landing, sources, loaded.settings.time_zone, loaded.settings.default_region)
        prepare(home, loaded, date.fromisoformat(as_of), None, code=dbt_hash(), sources=sources)
        build(home, select)
        return home

    return run


def build(home: Home, select: str) -> None:
    """The selected models with their tests, but for unit tests and tests that read models not built here."""
    without = "--exclude-resource-type", "unit_test", "--indirect-selection", "buildable"
    dbt(home, "build", "--select", *select.split(), *without)


def dbt(home: Home, *arguments: str) -> list[Any]:
    """Results of a dbt command on the home's warehouse; what dbt could not run fails the test."""
    from dbt.cli.main import dbtRunner

    set_environment(home.warehouse)
    command, *rest = arguments
    outcome = dbtRunner(manifest=load_manifest(kept_manifest(dbt_hash()))).invoke(
        [
            "--quiet",
            "--no-send-anonymous-usage-stats",
            command,
            *rest,
            *("--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT)),
            *("--target-path", str(home.cache / "dbt"), "--log-path", str(home.cache / "dbt")),
        ]
    )
    close_connections()
    assert outcome.result is not None, outcome.exception
    results = list(outcome.result.results)
    assert [f"{r.node.name}: {r.message}" for r in results if str(r.status) not in {"success", "pass"}] == []
    return results


def rows(home: Home, query: str) -> list[tuple[object, ...]]:
    """Rows of a query on the home's warehouse."""
    with duckdb.connect(str(home.warehouse), read_only=True) as connection:
        return connection.execute(query).fetchall()
