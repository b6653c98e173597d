"""Exports that land in object storage: what is fetched, when, and under which name."""

from __future__ import annotations

from pathlib import Path

import pytest

from dagster_project.errors import UsageError
from dagster_project.home import Home
from dagster_project.ingest.declared.sources import SHIPPED
from dagster_project.ingest.ledger import read_ledger
from dagster_project.ingest.run import ingest
from dagster_project.object_store.address import PUBLISHED_VARIABLE, published_address
from dagster_project.object_store.bucket import Bucket
from dagster_project.object_store.landing import LandingMirror
from dagster_project.orchestration.options import resolve
from tests.object_store.lake import Lake

ADDRESS = "s3://lake/landing"
CALLS = "call_id,rep_id,started_at,disposition\n{},r1,2026-09-01 09:00:00,connected\n"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home").ensure()


def land(lake: Lake, name: str, call: str) -> None:
    lake.write(f"landing/{name}", CALLS.format(call).encode())


def take(home: Home) -> list[str]:
    mirror = LandingMirror(home, ADDRESS)
    told = mirror.bring()
    ingest(home, mirror.folder, SHIPPED, "Asia/Shanghai", "CN")
    return told


def test_objects_keep_the_names_that_files_had(home: Home, lake: Lake) -> None:
    land(lake, "calls/2026-09/one.csv", "c1")
    assert take(home) == []
    assert [line["name"] for line in read_ledger(home)] == ["calls/2026-09/one.csv"]


def test_only_what_changed_is_fetched(home: Home, lake: Lake, monkeypatch: pytest.MonkeyPatch) -> None:
    land(lake, "calls/one.csv", "c1")
    land(lake, "calls/two.csv", "c2")
    take(home)
    mirror = LandingMirror(home, ADDRESS)
    assert not mirror.changed()
    land(lake, "calls/two.csv", "c3")
    lake.delete("landing/calls/one.csv")
    assert mirror.changed()
    fetched: list[str] = []
    fetch = Bucket.fetch
    monkeypatch.setattr(
        Bucket, "fetch", lambda bucket, name, *rest: [fetched.append(name), fetch(bucket, name, *rest)][1]
    )
    take(home)
    assert fetched == ["calls/two.csv"]
    assert len(read_ledger(home)) == 3
    assert not (mirror.folder / "calls" / "one.csv").exists()


def test_an_object_that_changes_under_us_waits(
    home: Home, lake: Lake, monkeypatch: pytest.MonkeyPatch
) -> None:
    land(lake, "calls/one.csv", "c1")
    fetch = Bucket.fetch

    def changing(bucket: Bucket, name: str, target: Path, etag: str | None = None) -> str:
        land(lake, name, "c2")
        return fetch(bucket, name, target, etag)

    with monkeypatch.context() as patch:
        patch.setattr(Bucket, "fetch", changing)
        told = take(home)
    assert told == [f"{ADDRESS}/calls/one.csv: changed while it was read; it waits for the next run"]
    assert read_ledger(home) == []
    assert take(home) == []
    assert len(read_ledger(home)) == 1


def test_names_that_no_file_can_have(home: Home, lake: Lake) -> None:
    lake.write("landing/calls//../one.csv", b"x")
    assert take(home) == [
        f"{ADDRESS}/calls//../one.csv: not a name that a file can have; give the object another"
    ]


def test_the_option_keeps_the_address(tmp_path: Path) -> None:
    options = resolve(home=tmp_path, landing=f"{ADDRESS}/")
    assert (options.landing_address, options.config()["landing"]) == (ADDRESS, ADDRESS)
    assert options.landing.is_relative_to(tmp_path / "cache")


@pytest.mark.parametrize("text", ["s3://", "s3://B/x", "s3://key:secret@lake/x", "s3:///x", "s3://lake//x"])
def test_wrong_addresses(text: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"--landing.*expected s3://bucket/prefix") as error:
        resolve(home=tmp_path, landing=text)
    assert "secret@" not in str(error.value)


@pytest.mark.parametrize("place", ["s3://lake/raw", "s3://lake", "s3://lake/raw/published"])
def test_raw_and_published_lie_apart(place: str, lake: Lake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PUBLISHED_VARIABLE, place)
    with pytest.raises(UsageError, match="overlap"):
        published_address()
