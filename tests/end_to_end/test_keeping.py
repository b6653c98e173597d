"""Rollback, backup, restore and upgrade around the real job."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from dagster_project.upgrade.format import FORMAT
from tests.end_to_end.site import SECOND_NIGHT, SecondNight, Site, copied, said
from tests.keeping.test_upgrade import unpacked

pytestmark = pytest.mark.timeout(1800)

IDLE = "nothing is new since version 2, and version 2 was rolled back: version 1 stays"


@pytest.mark.faults
def test_a_restored_home_runs_on_and_a_version_rolled_back_stays_so(
    second_night: SecondNight, tmp_path: Path
) -> None:
    """One real run: without its cache all is derived again from raw, and makes the rows of version 2."""
    site = copied(second_night.site, tmp_path)
    ok(site.scoreline("backup", str(tmp_path / "kept.tar.zst")))
    site = replace(site, home=tmp_path / "new")
    ok(site.scoreline("restore", str(tmp_path / "kept.tar.zst")))
    assert not (site.home / "warehouse").exists()
    ok(site.scoreline("rollback", "1", "--why", "a file of another site was in it"))
    done = ok(site.run(SECOND_NIGHT))
    assert IDLE in done.stderr
    assert "Nothing was published: version 1" in done.stdout
    done = ok(site.run(SECOND_NIGHT))
    assert (
        "Nothing was published: nothing is new since version 2, and version 2 was rolled back" in done.stdout
    )
    assert site.versions == ["current", "v000001", "v000002"]
    assert site.manifest["version"] == 1
    assert "all as published" in ok(site.scoreline("versions", "--check")).stdout


@pytest.mark.faults
def test_an_old_home_goes_on_and_a_rollback_leaves_no_mark_on_the_next_night(tmp_path: Path) -> None:
    """Three real runs: an upgrade, then the next night with and without a rollback before it."""
    (tmp_path / "landing").mkdir()
    home = unpacked(tmp_path / "old")
    site = Site(home.root, tmp_path / "landing", tmp_path / "landing")
    done = ok(site.run("2026-09-30"))
    assert f"this home was of format 1 and is of format {FORMAT} now" in done.stderr
    assert site.manifest["version"] == 3
    twin = copied(site, tmp_path / "twin")
    ok(site.scoreline("rollback", "2"))
    ok(site.run("2026-10-01"))
    ok(twin.run("2026-10-01"))
    assert (site.manifest["version"], site.manifest["previous"]["version"]) == (4, 2)
    assert (twin.manifest["version"], twin.manifest["previous"]["version"]) == (4, 3)
    assert site.manifest["tables_hash"] == twin.manifest["tables_hash"]
    for one in (site, twin):
        assert "all as published" in ok(one.scoreline("versions", "--check")).stdout


def ok(done: subprocess.CompletedProcess[str]) -> subprocess.CompletedProcess[str]:
    assert done.returncode == 0, said(done)
    return done
