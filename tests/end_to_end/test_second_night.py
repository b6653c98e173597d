"""The night after the first: what goes on beside it, what comes after it, and other ways to the same rows."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from tests.end_to_end.moments import kill, says, wait_until
from tests.end_to_end.site import FIRST_NIGHT, SECOND_NIGHT, SecondNight, Site, assert_whole, said
from tests.reference.command import differing_tables

pytestmark = [pytest.mark.end_to_end, pytest.mark.timeout(1800)]

LINES = (
    "select name, rows_read, rows_loaded, rows_duplicate, rows_quarantined from lineage_file order by name"
)


def test_the_next_version_is_published_beside_the_first(second_night: SecondNight) -> None:
    site, told = second_night.site, second_night.told
    assert "derived whole again: nothing; a plain night" in told["log"]
    assert f"Published version 2, as of {SECOND_NIGHT}." in told["log"]
    assert site.versions == ["current", "v000001", "v000002"]
    for version in ("v000001", "v000002"):
        assert_whole(site.home / "published" / version)
    assert site.query("select version, as_of::varchar from publication order by version") == [
        (1, FIRST_NIGHT),
        (2, SECOND_NIGHT),
    ]


def test_open_readers_go_on_undisturbed(second_night: SecondNight) -> None:
    told = second_night.told
    assert told["again"] == told["first"]
    assert set(told["looks"]) == {"1", "2"}


def test_a_second_run_is_refused_and_names_the_holder(second_night: SecondNight) -> None:
    site, told = second_night.site, second_night.told
    assert told["busy"]["code"] == 4
    assert f"another run holds {site.home} (process {told['pid']}, since 20" in told["busy"]["error"]


def test_nothing_new_adds_no_version_and_says_so_at_once(second_night: SecondNight) -> None:
    site = second_night.site
    manifest = (site.current / "manifest.json").read_bytes()
    started = os.times()
    begun = time.monotonic()
    done = site.run(SECOND_NIGHT)
    wall = time.monotonic() - begun
    ended = os.times()
    cpu = ended.children_user + ended.children_system - started.children_user - started.children_system
    assert done.returncode == 0, said(done)
    assert f"Nothing new in {site.landing}" in done.stdout
    assert "version 2 (as of 2026-09-30) stays the current one" in done.stdout
    assert site.versions == ["current", "v000001", "v000002"]
    assert (site.current / "manifest.json").read_bytes() == manifest
    # A run that starts the engines takes more than ten seconds of processor time.
    assert cpu < 5, f"{cpu:.1f} s of processor time, {wall:.1f} s by the clock"


@pytest.mark.faults
def test_all_files_at_once_and_one_thread_make_the_same_tables(
    second_night: SecondNight, fresh: Site
) -> None:
    undisturbed = second_night.site
    for number, file in enumerate(sorted(fresh.landing.rglob("*.csv"), reverse=True)):
        os.utime(file, (1_000_000_000 + number, 1_000_000_000 + number))
    done = fresh.run(SECOND_NIGHT, SCORELINE_THREADS="1")
    assert done.returncode == 0, said(done)
    database = "scoreline.duckdb"
    assert differing_tables(undisturbed.current / database, fresh.current / database) == {}
    assert fresh.manifest["tables_hash"] == undisturbed.manifest["tables_hash"]


@pytest.mark.faults
def test_runs_killed_at_three_moments_leave_nothing_behind(
    second_night: SecondNight, site: Site, tmp_path: Path
) -> None:
    undisturbed = second_night.site
    site.land(SECOND_NIGHT)
    raw, published = site.home / "raw", site.home / "published"
    files_before = sum(1 for _ in raw.rglob("*"))
    log = tmp_path / "run.log"
    moments = {
        "a file was taken in": lambda: sum(1 for _ in raw.rglob("*")) > files_before,
        "dbt writes": lambda: (
            says(log, "deriving: ")() and (site.home / "warehouse/scoreline.duckdb.wal").exists()
        ),
        "a version is being written": lambda: any(published.glob(".making-*/*.parquet")),
    }
    for moment, seen in moments.items():
        log.unlink(missing_ok=True)
        run = site.start(SECOND_NIGHT, log)
        try:
            wait_until(seen, run, log)
            kill(run)
        finally:
            run.kill()
            run.wait()
        assert site.current.readlink() == Path("v000001"), moment
        assert_whole(site.current)

    done = site.run(SECOND_NIGHT)
    assert done.returncode == 0, said(done)
    assert site.versions == ["current", "v000001", "v000002"]
    assert_whole(site.current)
    assert site.manifest["tables_hash"] == undisturbed.manifest["tables_hash"]
    assert site.query(LINES) == undisturbed.query(LINES)
