"""What a machine may do to a run: a full disk, a read-only home, a clock that was set back."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dagster_project.home import Home
from tests.end_to_end.site import SECOND_NIGHT, SecondNight, Site, assert_whole, said
from tests.faults.forked import World, run

pytestmark = [pytest.mark.end_to_end, pytest.mark.timeout(1800)]

MIB = 1024 * 1024


def mounted(*arguments: str | Path) -> bool:
    """Whether mounting was allowed."""
    return subprocess.run(["mount", *arguments], check=False, capture_output=True).returncode == 0


def everything(folder: Path) -> dict[str, tuple[int, int]]:
    """Size and time of every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): (path.lstat().st_size, path.lstat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if not path.is_dir()
    }


def test_a_read_only_home_is_said_and_nothing_is_written(site: Site) -> None:
    """Root may write whatever the modes say, so the home is mounted read-only, for the command alone."""
    site.land(SECOND_NIGHT)
    before = everything(site.home)
    command = " ".join(f"'{word}'" for word in site.command(SECOND_NIGHT))
    read_only = f"mount --bind '{site.home}' '{site.home}' && mount -o remount,ro,bind '{site.home}'"
    if subprocess.run(["unshare", "-m", "true"], check=False, capture_output=True).returncode:
        pytest.skip("this account may not mount")
    done = subprocess.run(
        ["unshare", "-m", "sh", "-c", f"{read_only} && exec {command}"],
        env=site.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, said(done)
    assert "this is a read-only file system; mount it for writing, or name another --home" in done.stderr
    assert "defect" not in done.stderr
    assert everything(site.home) == before


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system in memory whose size a test can change."""
    place = tmp_path / "disk"
    place.mkdir()
    if not mounted("-t", "tmpfs", "-o", "size=512m", "tmpfs", place):
        pytest.skip("this account may not mount")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


def used(place: Path) -> int:
    stat = os.statvfs(place)
    return (stat.f_blocks - stat.f_bfree) * stat.f_frsize


@pytest.mark.faults
def test_a_full_disk_is_said_and_the_next_run_goes_on(
    second_night: SecondNight, site: Site, small_disk: Path
) -> None:
    """Full at the start, in the midst of deriving, and while a version is written."""
    site.land(SECOND_NIGHT)
    shutil.copytree(site.home, small_disk / "home", symlinks=True)
    site = replace(site, home=small_disk / "home")
    (small_disk / "size").write_text("")
    for room in (0, 2 * MIB, 6 * MIB, 12 * MIB):
        assert mounted("-o", f"remount,size={used(small_disk) + room}", small_disk)
        ended = run(site, SECOND_NIGHT)
        if ended.code == 0:
            break
        print(f"\n{room // MIB} MiB of room: {ended.said.splitlines()[-3:]}")
        assert ended.code == 1, ended.said
        assert "defect" not in ended.said, ended.said
        assert "full" in ended.said or "No space left" in ended.said, ended.said
        assert site.current.readlink() == Path("v000001")
        assert_whole(site.current)
    assert mounted("-o", "remount,size=1g", small_disk)
    goes_on(site, second_night.site)


@pytest.mark.faults
def test_files_that_may_not_grow_are_said_and_the_next_run_goes_on(
    second_night: SecondNight, site: Site
) -> None:
    site.land(SECOND_NIGHT)
    largest = Home(site.home).warehouse.stat().st_size
    for limit in (largest // 2, largest + 65536):
        ended = run(site, SECOND_NIGHT, world=World(largest_file=limit))
        if ended.code == 0:
            break
        print(f"\n{limit} bytes: {ended.said.splitlines()[-3:]}")
        assert ended.code == 1, ended.said
        assert "defect" not in ended.said, ended.said
        assert "File too large" in ended.said or "limit of the system" in ended.said, ended.said
        assert site.current.readlink() == Path("v000001")
        assert_whole(site.current)
    goes_on(site, second_night.site)


@pytest.mark.faults
def test_a_clock_that_was_set_back_changes_no_order(second_night: SecondNight, site: Site) -> None:
    """A month back: the second version says that it was published before the first."""
    for file in site.land(SECOND_NIGHT):
        os.utime(file, (1_000_000_000, 1_000_000_000))
    ended = run(site, SECOND_NIGHT, world=World(behind=30 * 86400))
    assert ended.code == 0, ended.said
    times = site.query("select published_at from publication order by version")
    assert times[1] < times[0]
    assert site.current.readlink() == Path("v000002")
    goes_on(site, second_night.site)


def goes_on(site: Site, undisturbed: Site) -> None:
    """The next run publishes, or finds published, what an undisturbed one has."""
    ended = run(site, SECOND_NIGHT)
    assert ended.code == 0, ended.said
    assert site.versions == ["current", "v000001", "v000002"]
    assert_whole(site.current)
    assert site.manifest["tables_hash"] == undisturbed.manifest["tables_hash"]
    done = site.scoreline("versions", "--check")
    assert done.returncode == 0, said(done)
