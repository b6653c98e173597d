"""The same rows are the same bytes and the same hash, whatever the threads and the order of arrival."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from dagster_project.publication import publish as module
from tests.publication.warehouse import Site

DAYS = ["2026-06-30", *(f"2026-07-{day:02}" for day in range(1, 31))]


def parquet(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*.parquet")
        if path.stem not in {"publication", "gate_result", "restatement"}
    }


def test_threads_and_order_of_arrival_leave_no_mark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """150,000 rows in July: more than a row group and more than two blocks of the hash."""
    seen = []
    connect = duckdb.connect
    for threads, reverse in ((1, False), (3, True)):
        (tmp_path / str(threads)).mkdir()
        site = Site(tmp_path / str(threads))
        site.build(DAYS, calls=5000, reverse=reverse)
        monkeypatch.setattr(
            module.duckdb, "connect", lambda config, n=threads: connect(config={**config, "threads": n})
        )
        published = site.publish()
        monkeypatch.undo()
        told = json.loads((published.folder / "manifest.json").read_text())
        seen.append((published.tables_hash, parquet(published.folder), told["tables"]["counted_event"]))
    assert seen[0] == seen[1]
    assert len(seen[0][1]) > 20


def test_a_full_build_and_a_night_by_night_build_are_equal(tmp_path: Path) -> None:
    folders = []
    for name, nights in (("full", [DAYS]), ("nights", [DAYS[:2], DAYS[:9], DAYS])):
        (tmp_path / name).mkdir()
        site = Site(tmp_path / name)
        for number, days in enumerate(nights):
            site.build(days)
            folder = site.publish(input_hash=str(number) * 64).folder
        with duckdb.connect(str(folder / "scoreline.duckdb"), read_only=True) as connection:
            events = connection.execute("from counted_event").fetchall()
        folders.append((parquet(folder), events))
    assert folders[0] == folders[1]


@pytest.mark.parametrize(
    "change",
    [
        "update candidate.dim_rep set note = '' where note is null",
        "update candidate.dim_rep set note = null where note = ''",
        "update candidate.dim_rep set rep_id = 'R', valid_from = '1' || valid_from where rep_id = 'R1'",
        "update candidate.kpi_daily set attainment = 0.600001",
        "update candidate.kpi_daily set meets_minimum = false",
        "alter table candidate.kpi_daily alter actual type decimal(18,3)",
    ],
)
def test_the_hash_knows_each_change(site: Site, change: str) -> None:
    site.build(DAYS[:2])
    first = site.publish()
    with duckdb.connect(str(site.home.warehouse)) as connection:
        connection.execute(change)
    assert site.publish().tables_hash != first.tables_hash


def test_what_tells_of_runs_is_not_in_the_hash(site: Site) -> None:
    site.build(DAYS[:2])
    first = site.publish()
    with duckdb.connect(str(site.home.warehouse)) as connection:
        connection.execute("insert into candidate.lineage_file values ('f', 'n')")
    second = site.publish(input_hash="4" * 64)
    assert (second.version, second.tables_hash) == (2, first.tables_hash)


def test_versions_are_read_without_an_engine() -> None:
    code = (
        "import sys, dagster_project.publication.versions, dagster_project.publication.facts\n"
        "assert not {'duckdb', 'dagster', 'dbt', 'pandas', 'yaml'} & set(sys.modules)"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment)
