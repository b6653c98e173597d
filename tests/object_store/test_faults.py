"""What ends a night that goes to object storage, and what is left of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from dagster_project.errors import HomeBusy, TargetStale
from dagster_project.home import Home
from dagster_project.keeping.check import check
from dagster_project.object_store import lease
from dagster_project.object_store.faults import ObjectStoreError
from dagster_project.orchestration.lock import brought_up, hold
from dagster_project.publication.versions import current
from tests.object_store.lake import Lake
from tests.object_store.server import BUCKET
from tests.object_store.test_publications import DAYS, night, shown
from tests.publication.warehouse import Site

MORE = [*DAYS, "2026-08-01"]

KILLED = """
import os, sys
from pathlib import Path
from dagster_project.object_store.mirror import Mirror
from tests.object_store.test_publications import DAYS, night
from tests.publication.warehouse import Site

pointed = Mirror.point
def point(mirror, prepared):
    if mirror.kind.name == sys.argv[2]:
        os._exit(9)
    pointed(mirror, prepared)
Mirror.point = point
site = Site.__new__(Site)
root = Path(sys.argv[1])
from dagster_project.home import Home
site.home, site.policy, site.sql = Home(root / "home"), root / "policy", root / "dbt_models"
night(site, [*DAYS, "2026-08-01"], input_hash="4" * 64)
"""


def killed(site: Site, pointer: str) -> None:
    """A night that dies when everything lies at the address and that pointer is about to move."""
    done = subprocess.run([sys.executable, "-c", KILLED, site.home.root.parent, pointer], check=False)
    assert done.returncode == 9


@pytest.mark.parametrize("pointer", ["raw", "published"])
def test_killed_before_the_pointer(site: Site, lake: Lake, pointer: str) -> None:
    night(site, DAYS)
    before = lake.pointer(), shown(site.home.published / "v000001")
    killed(site, pointer)
    assert lake.pointer() == before[0]
    with hold(site.home, "next"):
        pass
    assert lake.pointer()["version"] == 2
    assert check(site.home).problems == []
    assert "raw/lease.json" not in lake.names()


def test_killed_and_the_disk_lost(
    site: Site, lake: Lake, other: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The record got there, the pointer of the publications not: another machine moves it."""
    night(site, DAYS)
    killed(site, "published")
    with (
        pytest.raises(HomeBusy, match=r"(?s)process [0-9]+, run night.*free again in [0-9]+ s"),
        hold(other, "x"),
    ):
        pass
    monkeypatch.setattr(lease, "SECONDS", 0)
    with hold(other, "x"):
        pass
    assert lake.pointer()["version"] == 2
    assert shown(other.published) == shown(site.home.published)
    assert check(other).problems == []


def test_server_gone_in_the_middle(site: Site, lake: Lake) -> None:
    night(site, DAYS)
    with pytest.raises(TargetStale, match=r"(?s)cannot be reached.*scoreline publish-to s3") as error:  # noqa: SIM117
        with hold(site.home, "night"):
            site.build(MORE)
            site.publish(input_hash="4" * 64)
            lake.server.stop()
    assert error.value.exit_code == 5
    assert "geheimnis" not in str(error.value)
    assert current(site.home).version == 2  # type: ignore[union-attr]
    with pytest.raises(ObjectStoreError, match="cannot be reached"), hold(site.home, "night"):
        pass


def test_wrong_credentials_are_named_and_never_repeated(
    site: Site, lake: Lake, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    with (
        pytest.raises(ObjectStoreError, match=rf"s3://{BUCKET}/raw.*AWS_ACCESS_KEY_ID"),
        hold(site.home, "x"),
    ):
        pass


def test_no_such_bucket(site: Site, lake: Lake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCORELINE_RAW", "s3://nowhere/raw")
    with pytest.raises(ObjectStoreError, match="no such bucket; create it"), hold(site.home, "x"):
        pass


def test_an_object_that_changed_is_not_taken(site: Site, lake: Lake, other: Home) -> None:
    night(site, DAYS)
    name = lake.files("v000001")["kpi_daily/2026-06.parquet"]
    lake.write(name, b"something else")
    with pytest.raises(ObjectStoreError, match="not what was put there for published/v000001/kpi_daily"):
        brought_up(other)
    with hold(site.home, "publish-to s3", whole=True):
        pass
    brought_up(other)
    assert shown(other.published) == shown(site.home.published)


def test_an_object_that_is_gone(site: Site, lake: Lake, other: Home) -> None:
    night(site, DAYS)
    lake.delete(lake.files("v000001")["kpi_daily/2026-06.parquet"])
    with pytest.raises(ObjectStoreError, match="is not all there"):
        brought_up(other)


def test_two_writers_at_once(site: Site, lake: Lake, other: Home) -> None:
    with hold(site.home, "night one"), pytest.raises(HomeBusy, match="night one"), hold(other, "night two"):
        pass


def test_the_pointer_lets_one_of_two_win(
    site: Site, lake: Lake, other: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever became of the lease (a machine that slept): the second is told, and changes nothing."""
    night(site, DAYS)
    monkeypatch.setattr(lease, "SECONDS", 0)
    with pytest.raises(TargetStale, match="another home wrote there"):  # noqa: SIM117
        with hold(site.home, "slow"):
            site.build(MORE)
            site.publish(input_hash="4" * 64)
            with hold(other, "fast"):
                (other.root / "exports").mkdir()
                (other.root / "exports" / "fast.csv").write_text("1\n")
    assert lake.pointer()["version"] == 1
    with pytest.raises(ObjectStoreError, match=r"(?s)gone different ways.*take-over"):
        brought_up(site.home)
    with hold(site.home, "publish-to s3", take_over=True):
        pass
    assert lake.pointer()["version"] == 2
    assert lake.names("raw/exports") == []


def test_two_homes_do_not_share_an_address(site: Site, lake: Lake, tmp_path: Path) -> None:
    night(site, DAYS)
    (tmp_path / "three").mkdir()
    stranger = Site(tmp_path / "three")
    stranger.build(MORE)
    stranger.publish()
    with pytest.raises(ObjectStoreError, match="gone different ways"), hold(stranger.home, "x"):
        pass
    assert lake.pointer()["version"] == 1
